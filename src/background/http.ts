import { type Failure, fail, type Result, succeed } from '../domain/failure';
import type { Send, VendorReply, VendorRequest } from '../vendors/api';

/** The browser's side of a request, passed in so that rules can be tested without one. */
export interface Wire {
  fetch: typeof fetch;
  /** Whether the browser grants access to this origin at the moment. */
  permitted(origin: string): Promise<boolean>;
  /** Whether the device says it has a network. */
  online(): boolean;
  now(): number;
}

/** The browser's own fetch; no other line of the extension names it. */
export const network: Wire['fetch'] = (input, init) => fetch(input, init);

/** Longest time for a whole reply. Chrome ends a worker's request at 30 s, Firefox its page. */
export const TIMEOUT_MS = 20_000;
/** Largest reply that is read; a list of 1,000 feedback rows has about 1 MB. */
export const REPLY_LIMIT = 5_000_000;
/** No vendor makes shorter ones. */
const SHORTEST_KEY = 12;

/**
 * The only way out of the extension: requests to one connection's own origin, over https, without
 * cookies, referrer or cache. A redirect is refused, not followed: `manual` sends nothing to the
 * new address and, unlike `error`, can be told from a broken network.
 */
export function sendTo(origin: string, wire: Wire): Send {
  return async (request, signal) => {
    const base = URL.parse(origin);
    const url = base && URL.parse(base.origin + request.path);
    if (base?.protocol !== 'https:' || url?.origin !== base.origin) {
      return fail({ kind: 'outside-vendor', host: base?.host ?? origin });
    }
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    try {
      // To a worker that is being stopped Chrome says 'No SW': not a no, but something to try again.
      if (!(await wire.permitted(base.origin))) {
        return fail({ kind: 'access-withheld', host: base.host });
      }
      if (!wire.online()) return fail({ kind: 'offline' });
      const response = await wire.fetch(url.href, options(request, limit));
      if (isRedirect(response)) return fail({ kind: 'redirected' });
      return await read(response, request, wire.now());
    } catch {
      return fail(broken(limit));
    }
  };
}

function options(request: VendorRequest, signal: AbortSignal): RequestInit {
  const hasBody = request.json !== undefined;
  return {
    method: request.method,
    headers: {
      Accept: 'application/json',
      ...(hasBody ? { 'Content-Type': 'application/json' } : {}),
      ...request.headers,
    },
    ...(hasBody ? { body: JSON.stringify(request.json) } : {}),
    credentials: 'omit',
    redirect: 'manual',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    signal,
  };
}

function isRedirect({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400);
}

/** What a rejected fetch was; the vendor may have acted on it all the same. */
function broken(signal: AbortSignal): Failure {
  if (signal.aborted) {
    const timedOut = (signal.reason as { name?: string } | undefined)?.name === 'TimeoutError';
    return timedOut ? { kind: 'timeout' } : { kind: 'interrupted' };
  }
  return { kind: 'unreachable' };
}

async function read(
  response: Response,
  { headers }: VendorRequest,
  now: number,
): Promise<Result<VendorReply>> {
  const whole = await readText(response);
  if (whole === null) return fail({ kind: 'unreadable-reply', why: 'too-large' });
  const text = response.ok ? whole : withoutHeaders(whole, headers);
  const serverTime = dateOf(response.headers.get('Date'));
  return succeed({
    status: response.status,
    body: parse(text, response.headers.get('Content-Type') ?? ''),
    serverTime,
    // A date is by the server's clock; this device's may be wrong.
    retryAfterMs: retryAfter(response.headers.get('Retry-After'), serverTime ?? now),
  });
}

/** The body as text, or null when it is larger than the limit. */
async function readText(response: Response): Promise<string | null> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > REPLY_LIMIT) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

/**
 * A complaint without the key it may repeat ("Invalid token …"), because complaints are shown and
 * kept; the same goes for whatever else the headers name. A short word is a word like any other.
 */
function withoutHeaders(text: string, headers: VendorRequest['headers']): string {
  return Object.values(headers)
    .map((value) => JSON.stringify(value.split(' ').at(-1)).slice(1, -1))
    .filter(({ length }) => length >= SHORTEST_KEY)
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
}

function parse(text: string, type: string): VendorReply['body'] {
  const body = text.trim();
  if (body === '') return { kind: 'none' };
  try {
    return { kind: 'json', value: JSON.parse(body) };
  } catch {
    return { kind: /html/i.test(type) || /^<(!doctype|html)/i.test(body) ? 'html' : 'other' };
  }
}

/** `Date.parse` alone would take "1.5" for a day in 2001. */
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /;

function dateOf(header: string | null): number | null {
  const time = header && HTTP_DATE.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/**
 * `Retry-After` in milliseconds from `now`: seconds or an HTTP date (RFC 9110, 10.2.3). Null where
 * it is absent or nonsense; a date in the past is 0.
 */
export function retryAfter(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1_000;
  const date = dateOf(header);
  return date === null ? null : Math.max(date - now, 0);
}
