import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { clarifeyeAddress, clarityqAddress, SCHEMES } from '../../sandbox/address.ts';
import { call, callClarifeye, callClarityq } from '../../sandbox/client.ts';
import { senderOf } from '../../sandbox/recording.ts';
import { FIXTURES, type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';

const { clarityq, clarifeye } = FIXTURES;
let now = Date.parse('2026-03-01T12:00:00.000Z');
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ clock: () => now });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const visit = (address: string) => {
  const { host, pathname, search } = new URL(address);
  const headers = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  return call(sandbox.port, { host, path: pathname + search, headers });
};
const statusPath = `/api/v1/products/${clarityq.productId}/conversations/${clarityq.conversations.completed}/status`;

describe('the certificate', () => {
  test.each([
    'api.clarityq.ai',
    'app.clarityq.ai',
    'eu.app.clarifeye.ai',
    'northwind.clarifeye.io',
    'clarityq.ai.example.net',
    'notclarityq.ai',
    'clarifeye.ai.evil.example',
  ])('is good for %s', (host) => {
    expect(new X509Certificate(sandbox.certificate.cert).checkHost(host)).toBeDefined();
  });
});

describe('which host is what', () => {
  test.each(SCHEMES)('every %s address is its vendor’s app', async (scheme) => {
    const first = clarityqAddress(scheme, { conversation: clarityq.conversations.completed });
    const second = clarifeyeAddress(scheme, { conversation: clarifeye.conversations.leave });
    for (const [address, name] of [
      [first, 'clarityq'],
      [second, 'clarifeye'],
    ] as const) {
      const page = await visit(address);
      expect(page.status).toBe(200);
      expect(page.text).toContain(`/assets/${name}.js`);
      expect(page.headers['set-cookie']?.length).toBeGreaterThan(0);
      const { host } = new URL(address);
      const script = await call(sandbox.port, { host, path: `/assets/${name}.js` });
      expect([script.status, script.headers['content-type']]).toEqual([
        200,
        'text/javascript; charset=utf-8',
      ]);
    }
  });

  test.each([
    'clarityq.ai',
    'www.clarityq.ai',
    'docs.clarityq.ai',
    'get.clarityq.ai',
    'pages.clarityq.ai',
    'clarifeye.ai',
    'clarityq.ai.example.net',
    'notclarityq.ai',
    'clarifeye.ai.evil.example',
    'example.com',
  ])('%s is no app', async (host) => {
    const { pathname } = new URL(clarityqAddress('path', {}));
    const page = await visit(`https://${host}${pathname}`);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('/assets/');
    expect(page.headers['set-cookie']).toBeUndefined();
  });

  test('nothing outside the apps’ files is handed out', async () => {
    for (const path of [
      '/assets/../sandbox.ts',
      '/assets/clarityq.html',
      '/assets/%2e%2e/client.ts',
    ]) {
      const page = await call(sandbox.port, { host: clarityq.appHost, path });
      expect(page.text).not.toContain('export');
    }
  });

  test('a test’s own page stands where it was put, until reset', async () => {
    sandbox.serve('app.clarityq.ai', '/hostile', { body: '<title>Hostile</title>' });
    expect((await visit('https://app.clarityq.ai/hostile')).text).toBe('<title>Hostile</title>');
    sandbox.reset();
    expect((await visit('https://app.clarityq.ai/hostile')).text).toContain('/assets/');
  });
});

describe('who asked', () => {
  const browser = { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' };
  test.each([
    ['Chrome’s worker, writing', { ...browser, origin: 'chrome-extension://abc' }, 'extension'],
    ['Firefox’s background, writing', { origin: 'moz-extension://abc' }, 'extension'],
    ['Chrome’s worker, reading', { ...browser, 'sec-fetch-site': 'none' }, 'extension'],
    ['Firefox’s background, reading', { ...browser, 'sec-fetch-site': 'same-origin' }, 'extension'],
    ['the worker’s code in Node', {}, 'extension'],
    ['a page of another origin', { ...browser, origin: 'https://app.clarityq.ai' }, 'page'],
    ['a page in a sandbox', { ...browser, origin: 'null' }, 'page'],
    ['a page of the same origin', { ...browser, referer: 'https://eu.app.clarifeye.ai/' }, 'page'],
    ['the app', { ...browser, 'x-web-client': 'app' }, 'page'],
    ['a navigation', { 'sec-fetch-mode': 'navigate' }, 'page'],
    ['an image', { 'sec-fetch-dest': 'image' }, 'page'],
  ])('%s', (_case, headers, expected) => {
    expect(senderOf(headers, true)).toBe(expected);
  });

  test('a request without any sign to no API is nobody’s', () => {
    expect(senderOf({}, false)).toBe('other');
  });
});

describe('ClarityQ’s app and its API', () => {
  const app = { origin: `https://${clarityq.appHost}`, cookie: 'cq_session=mira-lind-signed-in' };
  const ask = (path: string, headers: Record<string, string>) =>
    call(sandbox.port, { host: clarityq.apiHost, path, headers });

  test('the app’s session opens the calls of the app, across origins', async () => {
    const base = statusPath.replace('/status', '');
    for (const path of ['/api/v1/me', `${base}/messages`, `${base}/status`]) {
      const answer = await ask(path, app);
      expect(answer.status).toBe(200);
      expect(answer.headers['access-control-allow-origin']).toBe(app.origin);
      expect(answer.headers['access-control-allow-credentials']).toBe('true');
    }
    expect(sandbox.violations).toEqual([]);
  });

  test.each([
    'https://notclarityq.ai',
    'https://docs.clarityq.ai',
    'https://clarityq.ai.example.net',
  ])('no page of %s may read a reply', async (origin) => {
    const answer = await ask('/api/v1/me', { ...app, origin });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('an answer asked for in the app finishes by itself when told so', async () => {
    sandbox.clarityq.autoFinishMs = 1;
    const id = clarityq.conversations.completed;
    const path = `/api/v1/products/${clarityq.productId}/ask`;
    const body = { question: 'And July?', conversation_id: id };
    const headers = { ...app, 'x-web-client': 'app' };
    await call(sandbox.port, { host: clarityq.apiHost, method: 'POST', path, headers, body });
    await expect
      .poll(() => sandbox.clarityq.conversation(id).turns.map((turn) => turn.status))
      .toEqual(['COMPLETED', 'COMPLETED']);
  });

  test('a streamed answer ends when it is finished, and not before', async () => {
    const id = clarityq.conversations.inProgress;
    const path = `/api/v1/products/${clarityq.productId}/conversations/${id}/stream`;
    const stream = ask(path, app);
    await expect.poll(() => sandbox.requests[0]?.status).toBe(200);
    expect(sandbox.requests[0]?.answered).toBe(false);
    sandbox.clarityq.finish(id, 'Six weeks.');
    const lines = (await stream).text.trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({
      done: true,
      status: 'COMPLETED',
      answer: 'Six weeks.',
    });
  });
});

describe('the record', () => {
  test('keeps every request with its body, its status and the sandbox’s time', async () => {
    const body = { rating: 'POSITIVE', comment: 'Ünïcode 👍' };
    const path = statusPath.replace(/status$/, 'feedback');
    const answer = await callClarityq(sandbox.port, { method: 'PUT', path, body });
    expect(answer.headers.date).toBe('Sun, 01 Mar 2026 12:00:00 GMT');
    expect(answer.json).toMatchObject({ updated_at: '2026-03-01T12:00:00.000000Z' });
    expect(sandbox.requests).toEqual([
      {
        at: now,
        method: 'PUT',
        host: clarityq.apiHost,
        path,
        headers: expect.objectContaining({ 'x-api-key': clarityq.key }),
        body: JSON.stringify(body),
        origin: 'extension',
        status: 200,
        answered: true,
      },
    ]);
    now += 90_000;
    expect((await callClarityq(sandbox.port, { path: statusPath })).headers.date).toBe(
      'Sun, 01 Mar 2026 12:01:30 GMT',
    );
  });

  test('reset brings everything back to the start', async () => {
    const { requests, violations } = sandbox;
    sandbox.clarityq.put(clarityq.conversations.completed, 'POSITIVE', null);
    sandbox.clarifeye.addRow({ conversationId: clarifeye.conversations.leave, queryId: 0 });
    sandbox.clarityq.keys.length = 0;
    sandbox.faults.down('*');
    await expect(callClarityq(sandbox.port, { path: statusPath })).rejects.toThrow();
    sandbox.reset();
    expect([requests.length, violations.length]).toEqual([0, 0]);
    expect(sandbox.clarityq.puts).toBe(0);
    expect(sandbox.clarityq.feedback(clarityq.conversations.completed)).toBeNull();
    expect(sandbox.clarifeye.rows()).toEqual([]);
    expect((await callClarityq(sandbox.port, { path: statusPath })).status).toBe(200);
  });
});

test('closes while a connection is open that has not greeted yet', async () => {
  const other = await startSandbox();
  const socket = connect(other.port, '127.0.0.1').on('error', () => socket.destroy());
  const broken = once(socket, 'close');
  await once(socket, 'connect');
  await eventLoopTurn();
  await other.close();
  await broken;
});

describe('violations', () => {
  test('a request that leaves the contract is named with what is wrong', async () => {
    const path = `/api/v1/projects/${clarifeye.projectId}/feedbacks/?page=2`;
    const context = { conversation_id: 'abc', query_id: '0', source: 'PlaygroundConversation' };
    const body = { context, feedback: '', is_positive: true, rating: 'POSITIVE' };
    const headers = { 'x-impersonate-email': 'nobody' };
    await callClarifeye(sandbox.port, { method: 'POST', path, body, headers });
    const all = sandbox.violations.join('\n');
    for (const part of [
      'query parameter page is not described',
      'X-Impersonate-Email: / must match format "email"',
      'must NOT have additional properties',
      '/context/conversation_id must match format "uuid"',
      '/context/query_id must be integer',
    ]) {
      expect(all).toContain(part);
    }
  });

  test('a page’s requests are its own business', async () => {
    const headers = { origin: 'https://app.clarityq.ai' };
    await callClarityq(sandbox.port, { path: '/api/v1/nothing', headers });
    expect(sandbox.violations).toEqual([]);
  });

  test('a reply of the sandbox itself that leaves the contract is one, too', async () => {
    const row = sandbox.clarifeye.addRow({
      conversationId: clarifeye.conversations.leave,
      queryId: 0,
    });
    row.given_by.email = 'no address';
    const path = `/api/v1/projects/${clarifeye.projectId}/feedbacks/`;
    await callClarifeye(sandbox.port, { path });
    expect(sandbox.violations).toEqual([
      expect.stringMatching(/^reply 200 .*given_by\/email must match format "email"/),
    ]);
  });
});
