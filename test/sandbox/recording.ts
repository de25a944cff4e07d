import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** Who sent a request, told from what the sender cannot choose (a browser sets these headers). */
export type Sender = 'extension' | 'page' | 'other';

/** One request as it came in, and what became of it. */
export interface RecordedRequest {
  /** Milliseconds since the epoch, by the sandbox's clock. */
  at: number;
  method: string;
  /** Lower case, without port. */
  host: string;
  /** With its query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  origin: Sender;
  /** The status line that was sent; 0 while there is none, and for connections cut before it. */
  status: number;
  /** Whether the whole reply went out. */
  answered: boolean;
}

/**
 * Tells the extension's requests from the page's.
 *
 * A write by the extension carries its own origin. Its reads carry none, in Chrome as in Firefox,
 * and neither a referrer nor the app's own marker; a page's same-origin read carries both. A
 * request without any origin to an API, such as one from a test in Node, counts as the
 * extension's, because the extension's worker code runs there, too.
 */
export function senderOf(headers: IncomingHttpHeaders, api: boolean): Sender {
  const origin = headers.origin;
  if (origin !== undefined) {
    return /^(chrome|moz)-extension:\/\//.test(origin) ? 'extension' : 'page';
  }
  if (headers['sec-fetch-mode'] === 'navigate') return 'page';
  const destination = headers['sec-fetch-dest'];
  if (destination !== undefined && destination !== 'empty') return 'page';
  if (headers.referer !== undefined || headers['x-web-client'] !== undefined) return 'page';
  return api ? 'extension' : 'other';
}

/**
 * Reads a request's body as UTF-8 text, at most 4 MB of it.
 * Rejects when the sender breaks off.
 */
export function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= 4_000_000) parts.push(part);
    });
    request.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    request.on('error', reject);
    request.on('aborted', () => reject(new Error('The sender broke off.')));
  });
}
