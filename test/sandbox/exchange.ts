import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Sender } from './recording.ts';

/** A request as the handlers see it. */
export interface Exchange {
  method: string;
  host: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  cookies: Map<string, string>;
  body: string;
  sender: Sender;
  /** Milliseconds since the epoch. */
  now: number;
}

/** What a handler answers: JSON, text, or a body that is written over time. */
export interface Reply {
  status: number;
  headers?: Record<string, string | string[]>;
  json?: unknown;
  text?: string | Uint8Array;
  /** Writes the body itself and ends the response. `alive` aborts when the sandbox lets go. */
  stream?: (response: ServerResponse, alive: AbortSignal) => Promise<void>;
}

/** Parses a Cookie header into names and values. */
export function parseCookies(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at > 0) cookies.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  return cookies;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is a uuid in its usual form. */
export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}

/** RFC 3339 in UTC with microseconds, as Python services write it. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/(\.\d{3})Z$/, '$1000Z');
}

/** A JSON value read from a body, or that it was none. */
export type Parsed = { ok: true; value: unknown } | { ok: false };

/** Parses a body as JSON; an unreadable body is a value, not an exception. */
export function parseJson(body: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(body) };
  } catch {
    return { ok: false };
  }
}

/** Narrows to an object with string keys; arrays and null are none. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
