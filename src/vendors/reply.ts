import { type Failure, fail, type Result, succeed } from '../domain/failure';
import type { VendorReply } from './api';
import { type Read, read, type Shape } from './shape';

const MESSAGE_LENGTH = 300;
const PARTS_READ = 5;
const DEPTH_READ = 3;

/** What a vendor means by 409; elsewhere all vendors mean the same by a status. */
export type Conflict = 'answer-not-ready' | 'rejected';

/**
 * The failure a reply stands for; null for any 2xx, whose body has still to be read. The status
 * decides alone, so that a gateway's page never becomes a message; only a JSON body gives one.
 */
export function failureOf(reply: VendorReply, conflict: Conflict): Failure | null {
  const { status } = reply;
  if (status >= 200 && status < 300) return null;
  if (status < 400) return { kind: 'redirected' };
  if (status >= 500) return { kind: 'vendor-down', status };
  switch (status) {
    case 401:
      return { kind: 'key-refused' };
    case 403:
      return { kind: 'no-access' };
    case 404:
      return { kind: 'not-found' };
    case 429:
      return { kind: 'rate-limited', retryAfterMs: reply.retryAfterMs };
  }
  if (status === 409 && conflict === 'answer-not-ready') return { kind: 'not-ready' };
  return { kind: 'rejected', status, message: messageOf(reply.body) };
}

/** A 2xx that says something else than what was asked for. */
export const WRONG_SHAPE: Failure = { kind: 'unreadable-reply', why: 'wrong-shape' };

/**
 * Reads a reply by its shape. Fails with what the status says, with `intercepted` where HTML stands
 * in a 2xx, and with `unreadable-reply` where a 2xx is empty, not JSON or not what was asked for.
 */
export function readReply<T extends Shape>(
  reply: VendorReply,
  shape: T,
  conflict: Conflict,
): Result<Read<T>> {
  const failure = failureOf(reply, conflict) ?? failureOfBody(reply.body);
  if (failure) return fail(failure);
  const found = read(shape, reply.body.kind === 'json' ? reply.body.value : undefined);
  return found !== undefined ? succeed(found) : fail(WRONG_SHAPE);
}

/** What is wrong with the body of a 2xx that should be JSON; null where it is. */
function failureOfBody({ kind }: VendorReply['body']): Failure | null {
  switch (kind) {
    case 'json':
      return null;
    case 'html':
      return { kind: 'intercepted' };
    case 'none':
      return { kind: 'unreadable-reply', why: 'empty' };
    case 'other':
      return { kind: 'unreadable-reply', why: 'not-json' };
  }
}

/**
 * The vendor's own words in an error body: `detail` as text or as FastAPI's list, `error`, or a
 * map from fields to texts. Plain text of at most 300 characters; empty where there is none.
 */
export function messageOf(body: VendorReply['body']): string {
  if (body.kind !== 'json') return '';
  return plain(wordsIn(body.value, DEPTH_READ).slice(0, PARTS_READ).join(' '));
}

function wordsIn(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.slice(0, PARTS_READ).flatMap(wordsOfItem);
  if (!isRecord(value) || depth === 0) return [];
  for (const name of ['detail', 'error', 'message']) {
    const words = wordsIn(value[name], depth - 1);
    if (words.length > 0) return words;
  }
  return Object.entries(value).flatMap(([field, words]) =>
    textsIn(words).map((text) => (field === 'non_field_errors' ? text : `${field}: ${text}`)),
  );
}

/** One item of a list: a text, or FastAPI's `{ loc, msg }`, of which the field's name is kept. */
function wordsOfItem(item: unknown): string[] {
  if (typeof item === 'string') return [item];
  if (!isRecord(item) || typeof item.msg !== 'string') return [];
  const place = Array.isArray(item.loc) ? item.loc.slice(1) : [];
  const field = place.filter((part) => typeof part === 'string').at(-1);
  return [field ? `${field}: ${item.msg}` : item.msg];
}

function textsIn(value: unknown): string[] {
  const items = Array.isArray(value) ? value : [value];
  return items.filter((item) => typeof item === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Without control characters, marks that turn the direction of writing, or a page in disguise. */
function plain(words: string): string {
  if (/<(!doctype|html|head|body)\b/i.test(words)) return '';
  const text = words
    .slice(0, 10 * MESSAGE_LENGTH)
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return shortened(text, MESSAGE_LENGTH);
}

/** The beginning of a text in at most `limit` code points, with an ellipsis where it was cut. */
export function shortened(text: string, limit: number): string {
  const characters = [...text.slice(0, 2 * limit + 2)];
  if (characters.length <= limit) return text;
  const beginning = characters.slice(0, limit - 1).join('');
  const lastWord = beginning.lastIndexOf(' ');
  return `${lastWord > beginning.length / 2 ? beginning.slice(0, lastWord) : beginning}…`;
}
