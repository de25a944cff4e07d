import type { Exchange, Reply } from '../exchange.ts';

/** A window on a list: what limit and offset ask for, or the 400 that says what is wrong. */
export type Window = { ok: true; limit: number; offset: number } | { ok: false; reply: Reply };

function whole(text: string | null, fallback: number): number {
  if (text === null) return fallback;
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

/** Reads limit (1 to 1000, 100 when absent) and offset (0 when absent) from a query. */
export function readWindow(query: URLSearchParams): Window {
  const limit = whole(query.get('limit'), 100);
  const offset = whole(query.get('offset'), 0);
  const wrong: Record<string, string[]> = {};
  if (!(limit >= 1 && limit <= 1000)) {
    wrong.limit = ['Ensure this value is between 1 and 1000.'];
  }
  if (!(offset >= 0)) wrong.offset = ['Ensure this value is greater than or equal to 0.'];
  if (Object.keys(wrong).length > 0) return { ok: false, reply: { status: 400, json: wrong } };
  return { ok: true, limit, offset };
}

/** Wraps one window of a list in the vendor's envelope, with addresses of its neighbours. */
export function envelope<T>(
  exchange: Exchange,
  window: { limit: number; offset: number },
  all: T[],
): Reply {
  const { limit, offset } = window;
  const link = (at: number): string => {
    const query = new URLSearchParams(exchange.query);
    query.set('limit', String(limit));
    query.set('offset', String(at));
    return `https://${exchange.host}${exchange.path}?${query}`;
  };
  return {
    status: 200,
    json: {
      count: all.length,
      next: offset + limit < all.length ? link(offset + limit) : null,
      previous: offset > 0 ? link(Math.max(0, offset - limit)) : null,
      results: all.slice(offset, offset + limit),
    },
  };
}
