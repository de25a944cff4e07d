import { afterEach, describe, expect, test, vi } from 'vitest';
import { sendTo, TIMEOUT_MS, type Wire } from '../../../src/background/http';
import type { VendorRequest } from '../../../src/vendors/api';
import { type Listening, listen, ORIGIN, wireTo } from './servers';

const REQUEST: VendorRequest = {
  method: 'PUT',
  path: '/api/v1/feedback?x=1',
  headers: { 'X-API-Key': 'sk-secret' },
  json: { rating: 'POSITIVE' },
};
const signal = new AbortController().signal;
const open: Listening[] = [];

async function serve(...given: Parameters<typeof listen>): Promise<Listening> {
  const listening = await listen(...given);
  open.push(listening);
  return listening;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** A wire that must not be used, and whether it was. */
function untouchable(change: Partial<Wire>): { wire: Wire; calls: string[] } {
  const calls: string[] = [];
  const reached = vi.fn(async (input: Parameters<typeof fetch>[0]) => {
    calls.push(`fetch ${String(input)}`);
    return new Response('{}');
  });
  const wire = {
    ...wireTo(ORIGIN),
    fetch: reached as typeof fetch,
    ...change,
  };
  return { wire, calls };
}

describe('a redirect is not followed', () => {
  test.each([301, 302, 303, 307, 308])('%d: the second origin gets nothing', async (status) => {
    const second = await serve((_, response) => response.end('{}'));
    const first = await serve((_, response) => {
      response.writeHead(status, { Location: `${second.origin}/steal` }).end();
    });
    const sent = await sendTo(ORIGIN, wireTo(first.origin))(REQUEST, signal);
    expect(sent).toEqual({ ok: false, failure: { kind: 'redirected' } });
    expect(first.requests).toHaveLength(1);
    expect(second.requests).toEqual([]);
  });

  test('to the same origin, as a missing slash would cause: the body is not lost on the way', async () => {
    const first = await serve((request, response) => {
      if (request.url?.endsWith('/')) response.end('{}');
      else response.writeHead(301, { Location: `${request.url}/` }).end();
    });
    const sent = await sendTo(ORIGIN, wireTo(first.origin))(
      { ...REQUEST, path: '/feedbacks' },
      signal,
    );
    expect(sent).toEqual({ ok: false, failure: { kind: 'redirected' } });
    expect(first.requests).toHaveLength(1);
  });

  test('as browsers report it: opaque, without a status', async () => {
    const opaque = Object.defineProperties(new Response(null), {
      type: { value: 'opaqueredirect' },
      status: { value: 0 },
    });
    const { wire } = untouchable({ fetch: async () => opaque });
    expect(await sendTo(ORIGIN, wire)(REQUEST, signal)).toEqual({
      ok: false,
      failure: { kind: 'redirected' },
    });
  });
});

describe('a request', () => {
  test('carries no cookie, no referrer, no cache, and its body once', async () => {
    const seen: { input: string; init: RequestInit }[] = [];
    const wire = wireTo(ORIGIN, {
      fetch: async (input, init = {}) => {
        seen.push({ input: String(input), init });
        return new Response('{}');
      },
    });
    await sendTo(ORIGIN, wire)(REQUEST, signal);
    expect(seen).toHaveLength(1);
    expect(seen[0]?.input).toBe(`${ORIGIN}/api/v1/feedback?x=1`);
    expect(seen[0]?.init).toMatchObject({
      method: 'PUT',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      body: '{"rating":"POSITIVE"}',
      headers: { 'X-API-Key': 'sk-secret', 'Content-Type': 'application/json' },
    });
    expect(seen[0]?.init.redirect).not.toBe('follow');
    expect(seen[0]?.init.redirect).toBeDefined();
    expect(seen[0]?.init.signal).toBeInstanceOf(AbortSignal);
  });

  test('without a body says nothing of one', async () => {
    const server = await serve((_, response) => response.end('{}'));
    const get: VendorRequest = { method: 'GET', path: '/', headers: {} };
    await sendTo(ORIGIN, wireTo(server.origin))(get, signal);
    expect(server.requests[0]?.headers).not.toHaveProperty('content-type');
    expect(server.requests[0]?.headers).toMatchObject({ accept: 'application/json' });
  });

  test('goes out within 20 s or not at all', () => {
    expect(TIMEOUT_MS).toBeLessThanOrEqual(20_000);
  });
});

describe('nothing leaves', () => {
  test.each([
    'http://api.clarityq.ai',
    'ftp://api.clarityq.ai',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'not an address',
    '',
  ])('for %j', async (origin) => {
    const { wire, calls } = untouchable({});
    const sent = await sendTo(origin, wire)(REQUEST, signal);
    expect(sent).toMatchObject({ ok: false, failure: { kind: 'outside-vendor' } });
    expect(calls).toEqual([]);
  });

  test.each(['@evil.example/', '.evil.example/', ':8443/', 'evil'])(
    'where a path would make another host of it: %j',
    async (path) => {
      const { wire, calls } = untouchable({});
      const sent = await sendTo(ORIGIN, wire)({ ...REQUEST, path }, signal);
      expect(sent).toMatchObject({ ok: false, failure: { kind: 'outside-vendor' } });
      expect(calls).toEqual([]);
    },
  );

  test.each(['//evil.example/', '/\\evil.example/', '/..//evil.example'])(
    'to another host by %j',
    async (path) => {
      const { wire, calls } = untouchable({});
      await sendTo(ORIGIN, wire)({ ...REQUEST, path }, signal);
      for (const call of calls) expect(new URL(call.slice(6)).origin).toBe(ORIGIN);
    },
  );

  test('where the browser withholds the host, which is named; asked before anything else', async () => {
    const asked: string[] = [];
    const { wire, calls } = untouchable({
      permitted: async (origin) => asked.push(origin) < 0,
      online: () => {
        throw new Error('asked too early');
      },
    });
    expect(await sendTo(ORIGIN, wire)(REQUEST, signal)).toEqual({
      ok: false,
      failure: { kind: 'access-withheld', host: 'api.clarityq.ai' },
    });
    expect([asked, calls]).toEqual([[ORIGIN], []]);
  });

  test('where the browser cannot even say, because it is stopping the worker: tried again, and nobody is told to allow anything', async () => {
    const { wire, calls } = untouchable({ permitted: () => Promise.reject(new Error('No SW')) });
    expect(await sendTo(ORIGIN, wire)(REQUEST, signal)).toEqual({
      ok: false,
      failure: { kind: 'unreachable' },
    });
    expect(calls).toEqual([]);
  });

  test('offline', async () => {
    const { wire, calls } = untouchable({ online: () => false });
    expect(await sendTo(ORIGIN, wire)(REQUEST, signal)).toEqual({
      ok: false,
      failure: { kind: 'offline' },
    });
    expect(calls).toEqual([]);
  });
});
