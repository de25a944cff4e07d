import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { REPLY_LIMIT, retryAfter, sendTo, TIMEOUT_MS } from '../../../src/background/http';
import type { VendorRequest } from '../../../src/vendors/api';
import { type Listening, listen, ORIGIN, wireTo } from './servers';

const GET: VendorRequest = { method: 'GET', path: '/', headers: {} };
const forever = new AbortController().signal;
const open: Listening[] = [];

async function reply(handle: Parameters<typeof listen>[0], signal = forever) {
  const listening = await listen(handle);
  open.push(listening);
  return sendTo(ORIGIN, wireTo(listening.origin))(GET, signal);
}

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** Makes the time allowed so short that a test can wait for it; answers what was asked for. */
function hurry(): number[] {
  const asked: number[] = [];
  const real = AbortSignal.timeout.bind(AbortSignal);
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((limit) => {
    asked.push(limit);
    return real(40);
  });
  return asked;
}

describe('a reply', () => {
  test.each<[string, string, string, object]>([
    ['JSON', 'application/json', '{"a":[1]}', { kind: 'json', value: { a: [1] } }],
    ['JSON under a wrong name', 'text/html', '{"a":1}', { kind: 'json', value: { a: 1 } }],
    ['JSON null', 'application/json', 'null', { kind: 'json', value: null }],
    ['JSON after a byte order mark', 'application/json', '\ufeff[]', { kind: 'json', value: [] }],
    ['empty', 'application/json', '', { kind: 'none' }],
    ['blanks', 'application/json', ' \n', { kind: 'none' }],
    ['HTML', 'text/html; charset=utf-8', 'Sign in', { kind: 'html' }],
    ['HTML that says it is JSON', 'application/json', '<!DOCTYPE html><p>', { kind: 'html' }],
    ['HTML that says nothing', '', '\n<HTML lang=en>', { kind: 'html' }],
    ['cut JSON', 'application/json', '{"a":', { kind: 'other' }],
    ['a script', 'text/javascript', 'alert(1)', { kind: 'other' }],
  ])('%s', async (_, type, body, expected) => {
    const sent = await reply((_request, response) => {
      response.writeHead(200, type ? { 'Content-Type': type } : {}).end(body);
    });
    expect(sent).toMatchObject({ ok: true, value: { status: 200, body: expected } });
  });

  test.each([204, 400, 401, 404, 409, 422, 429, 500, 503])(
    '%d comes back as it is',
    async (status) => {
      const sent = await reply((_, response) => response.writeHead(status).end());
      expect(sent).toMatchObject({ ok: true, value: { status, body: { kind: 'none' } } });
    },
  );

  test('nested a million deep ends in a value', async () => {
    const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;
    const sent = await reply((_, response) => response.end(deep));
    expect(sent).toMatchObject({ ok: true });
  });

  test('of characters split over two packets is put together', async () => {
    const sent = await reply((_, response) => {
      const bytes = Buffer.from('"👍"');
      response.write(bytes.subarray(0, 3));
      setTimeout(() => response.end(bytes.subarray(3)), 5);
    });
    expect(sent).toMatchObject({ value: { body: { kind: 'json', value: '👍' } } });
  });
});

describe('a key that a server repeats', () => {
  const key = 'cq_live_"7Hd2\\mQx9';
  const answering = async (status: number, body: unknown, headers: VendorRequest['headers']) => {
    const listening = await listen((_, response) => {
      response.writeHead(status).end(JSON.stringify(body));
    });
    open.push(listening);
    return sendTo(ORIGIN, wireTo(listening.origin))({ ...GET, headers }, forever);
  };
  const says = (value: unknown) => ({ value: { body: { value } } });

  test.each([400, 401, 403, 404, 409, 422, 429, 500, 503])('in a %d is cut out', async (status) => {
    const body = { detail: `Key ${key} is not known: ${key}`, [`at ${key}`]: [key] };
    const headers = { 'X-API-Key': key };
    expect(await answering(status, body, headers)).toMatchObject(
      says({ detail: 'Key … is not known: …', 'at …': ['…'] }),
    );
  });

  test('is cut out without its scheme, and whoever it acts as with it', async () => {
    const body = { detail: 'Token 4f1d9c7ae2b86035 may not act as mira@northwind.example' };
    const headers = {
      Authorization: 'Bearer 4f1d9c7ae2b86035',
      'X-Impersonate-Email': 'mira@northwind.example',
    };
    expect(await answering(403, body, headers)).toMatchObject(
      says({ detail: 'Token … may not act as …' }),
    );
  });

  test('in feedback that was stored is what the person wrote, and is compared as such', async () => {
    const body = { comment: key };
    expect(await answering(200, body, { 'X-API-Key': key })).toMatchObject(says(body));
  });

  test('and is too short to be one leaves the words as they are', async () => {
    const body = { detail: 'Token is no token' };
    for (const short of ['', 'token', 'Token token']) {
      const sent = await answering(400, body, { Authorization: short });
      expect(sent).toMatchObject(says(body));
    }
  });
});

describe('a reply without bounds', () => {
  const tooLarge = { ok: false, failure: { kind: 'unreadable-reply', why: 'too-large' } };

  test('of 50 MB is left after the limit; the server does not get rid of it', async () => {
    const chunk = Buffer.alloc(1_000_000, 32);
    let written = 0;
    const left = Promise.withResolvers<void>();
    const sent = await reply((_, response) => {
      response.on('close', () => left.resolve());
      const more = (): void => {
        if (written >= 50) response.end();
        else if (response.write(chunk, () => more())) written += 1;
        else written += 1;
      };
      more();
    });
    expect(sent).toEqual(tooLarge);
    await left.promise;
    expect(written).toBeLessThan(50);
    expect(REPLY_LIMIT).toBe(5_000_000);
  });

  test('packed: 50 MB in 50 kB', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const sent = await reply((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb);
    });
    expect(sent).toEqual(tooLarge);
  });

  test('at the limit to the byte is read, and one more is not', async () => {
    const body = `"${'x'.repeat(REPLY_LIMIT - 2)}"`;
    expect(await reply((_, response) => response.end(body))).toMatchObject({ ok: true });
    expect(await reply((_, response) => response.end(`${body} `))).toEqual(tooLarge);
  });

  test.each<[string, Parameters<typeof listen>[0]]>([
    ['that never begins', () => undefined],
    ['that never ends', (_, response) => void response.writeHead(200).write('{"a":')],
    [
      'that drips',
      (_, response) => {
        const dripping = setInterval(() => response.write(' '), 5);
        response.on('close', () => clearInterval(dripping));
      },
    ],
  ])('%s is timed out', async (_, handle) => {
    const asked = hurry();
    expect(await reply(handle)).toEqual({ ok: false, failure: { kind: 'timeout' } });
    expect(asked).toEqual([TIMEOUT_MS]);
  });
});

describe('a connection', () => {
  const unreachable = { ok: false, failure: { kind: 'unreachable' } };

  test('cut before the reply', async () => {
    expect(await reply((request) => request.socket.destroy())).toEqual(unreachable);
  });

  test('cut within the reply', async () => {
    const sent = await reply((request, response) => {
      response.writeHead(200, { 'Content-Length': 100 }).write('{"a":1}');
      setTimeout(() => request.socket.destroy(), 5);
    });
    expect(sent).toEqual(unreachable);
  });

  test('refused', async () => {
    const gone = await listen(() => undefined);
    await gone.close();
    expect(await sendTo(ORIGIN, wireTo(gone.origin))(GET, forever)).toEqual(unreachable);
  });

  test('given up by the worker is neither a time-out nor the network', async () => {
    const giving = new AbortController();
    const sent = reply(() => giving.abort(), giving.signal);
    expect(await sent).toEqual({ ok: false, failure: { kind: 'interrupted' } });
  });

  test("given up by a shorter limit of the caller's is a time-out", async () => {
    expect(await reply(() => undefined, AbortSignal.timeout(20))).toEqual({
      ok: false,
      failure: { kind: 'timeout' },
    });
  });
});

describe('Retry-After', () => {
  const now = Date.parse('Sun, 06 Nov 1994 08:49:37 GMT');

  test.each<[string | null, number | null]>([
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['Sun, 06 Nov 1994 08:50:37 GMT', 60_000],
    ['Sunday, 06-Nov-94 08:50:37 GMT', 60_000],
    ['Sun, 06 Nov 1994 08:00:00 GMT', 0],
    [null, null],
    ['', null],
    ['soon', null],
    ['-5', null],
    ['1.5', null],
    ['2', 2_000],
    ['1e3', null],
    ['2030', 2_030_000],
  ])('%j is %j ms', (header, wait) => {
    expect(retryAfter(header, now)).toBe(wait);
  });

  const limited = (headers: Record<string, string>) =>
    reply((_, response) => response.writeHead(429, headers).end());

  test("as a date counts by the server's clock, because this device's may be wrong", async () => {
    const sent = await limited({
      Date: 'Sun, 06 Nov 1994 08:49:37 GMT',
      'Retry-After': 'Sun, 06 Nov 1994 08:50:07 GMT',
    });
    expect(sent).toMatchObject({ value: { status: 429, serverTime: now, retryAfterMs: 30_000 } });
  });

  test('in seconds, and a Date that is none', async () => {
    const sent = await limited({ Date: '5', 'Retry-After': '9' });
    expect(sent).toMatchObject({ value: { serverTime: null, retryAfterMs: 9_000 } });
  });
});
