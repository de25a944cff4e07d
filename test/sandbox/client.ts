import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { FIXTURES } from './fixtures.ts';

/** What a test asks the sandbox. */
export interface Call {
  host: string;
  path: string;
  method?: string;
  headers?: Record<string, string>;
  /** A string goes out as it is; anything else as JSON with its content type. */
  body?: unknown;
  signal?: AbortSignal;
}

/** What came back; `json` is undefined where the body is none. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  json: unknown;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Sends one request to the sandbox under a true host name, over a connection of its own, without
 * following redirects and without a look at the certificate. Rejects when the connection breaks.
 */
export function call(port: number, wanted: Call): Promise<Answer> {
  const { host, path, method = 'GET', body, signal } = wanted;
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const headers: Record<string, string> = { host, ...wanted.headers };
  if (text !== undefined) headers['content-length'] = String(Buffer.byteLength(text));
  if (text !== undefined && headers['content-type'] === undefined) {
    headers['content-type'] = 'application/json';
  }
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        servername: host,
        port,
        path,
        method,
        headers,
        rejectUnauthorized: false,
        agent: false,
        signal,
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const whole = Buffer.concat(parts).toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: whole,
            json: parsed(whole),
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}

/** A call to ClarityQ's API, with the known key unless the headers say otherwise. */
export function callClarityq(port: number, wanted: Omit<Call, 'host'>): Promise<Answer> {
  const { apiHost: host, key } = FIXTURES.clarityq;
  return call(port, { ...wanted, host, headers: { 'x-api-key': key, ...wanted.headers } });
}

/** A call to Clarifeye's API in the EU, with a token (the member's unless another is given). */
export function callClarifeye(
  port: number,
  wanted: Omit<Call, 'host'>,
  token: string = FIXTURES.clarifeye.tokens.member,
): Promise<Answer> {
  const authorization = `Bearer ${token}`;
  return call(port, {
    ...wanted,
    host: FIXTURES.clarifeye.host,
    headers: { authorization, ...wanted.headers },
  });
}
