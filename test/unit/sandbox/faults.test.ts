import { request } from 'node:https';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callClarifeye, callClarityq } from '../../sandbox/client.ts';
import { FIXTURES, type Mishap, type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';

const { clarityq, clarifeye } = FIXTURES;
const conversation = clarityq.conversations.completed;
const feedback = `/api/v1/products/${clarityq.productId}/conversations/${conversation}/feedback`;
const rows = `/api/v1/projects/${clarifeye.projectId}/feedbacks/`;
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const put = (headers?: Record<string, string>) =>
  callClarityq(sandbox.port, {
    method: 'PUT',
    path: feedback,
    body: { rating: 'POSITIVE', comment: null },
    headers,
  });

/** Reads a reply as it drips, until `enough` bytes have come, then breaks off. */
function readSome(path: string, enough: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { host: clarityq.apiHost, 'x-api-key': clarityq.key };
    const options = { host: '127.0.0.1', port: sandbox.port, path, headers, agent: false };
    const sent = request({ ...options, rejectUnauthorized: false }, (response) => {
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size < enough) return;
        sent.destroy();
        resolve(size);
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('before and after the commit', () => {
  const cut: [string, Mishap][] = [
    ['drop', { kind: 'drop' }],
    ['truncate', { kind: 'truncate' }],
  ];
  test.each(cut)(
    '%s before: the connection breaks and nothing is stored',
    async (_name, mishap) => {
      sandbox.faults.add({ when: 'before', do: mishap });
      await expect(put()).rejects.toThrow();
      expect(sandbox.clarityq.puts).toBe(0);
      expect((await put()).status).toBe(200);
    },
  );

  test.each(cut)('%s after: the connection breaks and it is stored', async (_name, mishap) => {
    sandbox.faults.add({ when: 'after', do: mishap });
    await expect(put()).rejects.toThrow();
    expect(sandbox.clarityq.puts).toBe(1);
    expect(sandbox.requests.map((one) => one.answered)).toEqual([false]);
  });

  const answers: [string, Mishap, number, string][] = [
    ['status', { kind: 'status', status: 503 }, 503, ''],
    [
      'status with a body',
      { kind: 'status', status: 500, body: { detail: 'x' } },
      500,
      '{"detail":"x"}',
    ],
    ['empty', { kind: 'empty', status: 200 }, 200, ''],
    ['invalid-json', { kind: 'invalid-json' }, 200, '{"rating": POSITIVE, '],
  ];
  test.each(answers)('%s can come before or after it', async (_name, mishap, status, text) => {
    sandbox.faults.add({ when: 'before', do: mishap });
    sandbox.faults.add({ when: 'after', do: mishap });
    const [before, stored, after] = [await put(), sandbox.clarityq.puts, await put()];
    expect([before.status, before.text, stored]).toEqual([status, text, 0]);
    expect([after.status, after.text, sandbox.clarityq.puts]).toEqual([status, text, 1]);
    expect(sandbox.violations).toEqual([]);
  });

  test('html answers as a gateway does, a redirect with its address, 429 with its header', async () => {
    sandbox.faults.add({ when: 'before', do: { kind: 'html', status: 200 } });
    const page = await put();
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.text).toContain('<html');
    const to = 'https://attacker.example.net/collect';
    sandbox.faults.add({ when: 'before', do: { kind: 'redirect', status: 307, to } });
    const moved = await put();
    expect([moved.status, moved.headers.location]).toEqual([307, to]);
    const headers = { 'retry-after': '7' };
    sandbox.faults.add({ when: 'before', do: { kind: 'status', status: 429, headers } });
    expect((await put()).headers['retry-after']).toBe('7');
    expect(sandbox.clarityq.puts).toBe(0);
  });

  test('alter changes the reply and not what is stored', async () => {
    const change = (json: unknown) => ({ ...(json as object), rating: 'NEGATIVE' });
    sandbox.faults.add({ when: 'after', do: { kind: 'alter', change } });
    expect((await put()).json).toMatchObject({ rating: 'NEGATIVE' });
    expect(sandbox.clarityq.feedback(conversation)).toMatchObject({ rating: 'POSITIVE' });
  });

  test('a lost reply makes a second Clarifeye row when the request is repeated', async () => {
    sandbox.faults.add({ when: 'after', do: { kind: 'drop' } });
    const context = {
      conversation_id: clarifeye.conversations.leave,
      query_id: 0,
      source: 'PlaygroundConversation',
    };
    const body = { context, feedback: '', is_positive: true };
    const post = () => callClarifeye(sandbox.port, { method: 'POST', path: rows, body });
    await expect(post()).rejects.toThrow();
    await post();
    expect(sandbox.clarifeye.rows()).toHaveLength(2);
  });
});

describe('replies that do not end', () => {
  test('hang is not answered until the faults are cleared', async () => {
    sandbox.faults.add({ when: 'after', do: { kind: 'hang' } });
    const hanging = put();
    await expect.poll(() => sandbox.clarityq.puts).toBe(1);
    expect(sandbox.requests[0]).toMatchObject({ answered: false, status: 0 });
    sandbox.faults.clear();
    await expect(hanging).rejects.toThrow();
  });

  test('delay before holds the commit back, delay after only the reply', async () => {
    sandbox.faults.add({ when: 'before', do: { kind: 'delay', ms: 60 } });
    const before = put();
    await expect.poll(() => sandbox.requests.length).toBe(1);
    expect(sandbox.clarityq.puts).toBe(0);
    expect((await before).status).toBe(200);
    expect(sandbox.clarityq.puts).toBe(1);
    sandbox.faults.add({ when: 'after', do: { kind: 'delay', ms: 1 } });
    expect((await put()).json).toMatchObject({ rating: 'POSITIVE' });
  });

  test('drip goes on for as long as one reads', async () => {
    sandbox.faults.add({ when: 'before', do: { kind: 'drip' } });
    expect(await readSome(feedback, 4)).toBeGreaterThanOrEqual(4);
  });

  test('huge sends exactly its bytes, as JSON that only a limit stops', async () => {
    sandbox.faults.add({ when: 'before', do: { kind: 'huge', bytes: 1_000_000 } });
    const answer = await put();
    expect(answer.text).toHaveLength(1_000_000);
    expect(Object.keys(answer.json as object)).toEqual(['padding']);
  });

  test('huge bears a reader who leaves in the middle', async () => {
    sandbox.faults.add({ when: 'before', do: { kind: 'huge', bytes: 50_000_000 } });
    expect(await readSome(feedback, 100_000)).toBeLessThan(50_000_000);
    expect((await put()).status).toBe(200);
  });
});

describe('which requests a fault meets', () => {
  test('as many as it says, by method, host and path, first armed first', async () => {
    const other = sandbox.faults.add({ method: 'DELETE', when: 'before', do: { kind: 'drop' } });
    const elsewhere = sandbox.faults.add({
      host: clarifeye.host,
      when: 'before',
      do: { kind: 'drop' },
    });
    const status = (code: number): Mishap => ({ kind: 'status', status: code });
    const first = sandbox.faults.add({
      path: /\/feedback$/g,
      times: 2,
      when: 'before',
      do: status(500),
    });
    sandbox.faults.add({ path: '/feedback', when: 'before', do: status(502) });
    const seen = [await put(), await put(), await put(), await put()].map((one) => one.status);
    expect(seen).toEqual([500, 500, 502, 200]);
    expect([first.hits, other.hits, elsewhere.hits]).toEqual([2, 0, 0]);
  });

  test('the extension’s only, unless it says anyone', async () => {
    const page = { origin: 'https://app.clarityq.ai' };
    const extension = { origin: 'chrome-extension://abcdefghijklmnopabcdefghijklmnop' };
    sandbox.faults.add({ when: 'before', do: { kind: 'empty', status: 500 } });
    expect((await put(page)).status).toBe(200);
    expect((await put(extension)).status).toBe(500);
    sandbox.faults.add({ when: 'before', anyone: true, do: { kind: 'empty', status: 500 } });
    expect((await put(page)).status).toBe(500);
    expect(sandbox.requests.map((one) => one.origin)).toEqual(['page', 'extension', 'page']);
  });

  test('while one is armed no connection is kept, so that no browser repeats by itself', async () => {
    sandbox.faults.add({ method: 'GET', when: 'before', do: { kind: 'drop' } });
    expect((await put({ connection: 'keep-alive' })).headers.connection).toBe('close');
    sandbox.faults.clear();
    expect((await put({ connection: 'keep-alive' })).headers.connection).toBe('keep-alive');
  });
});

describe('a host that is down', () => {
  test('cuts every connection, stores nothing, and comes up again', async () => {
    sandbox.faults.down(clarityq.apiHost);
    await expect(put()).rejects.toThrow();
    await expect(put({ origin: 'https://app.clarityq.ai' })).rejects.toThrow();
    expect((await callClarifeye(sandbox.port, { path: rows })).status).toBe(200);
    sandbox.faults.up(clarityq.apiHost);
    expect((await put()).status).toBe(200);
    expect(sandbox.clarityq.puts).toBe(1);
  });

  test('can leave the page’s own requests alone, and * is every host', async () => {
    sandbox.faults.down('*', { pages: false });
    await expect(put()).rejects.toThrow();
    await expect(callClarifeye(sandbox.port, { path: rows })).rejects.toThrow();
    expect((await put({ origin: 'https://app.clarityq.ai' })).status).toBe(200);
  });
});
