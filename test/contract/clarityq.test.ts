import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import type { Failure } from '../../src/domain/failure';
import { type Feedback, NOTHING } from '../../src/domain/feedback';
import { clarityqApi as api } from '../../src/vendors/clarityq/api';
import { FIXTURES, type Mishap, type Sandbox, startSandbox } from '../sandbox/sandbox';
import { accessTo } from './line';

const known = FIXTURES.clarityq;
const origin = `https://${known.apiHost}`;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterEach(() => {
  expect(sandbox.violations).toEqual([]);
  expect(sandbox.clarityq.asks).toBe(0);
  sandbox.reset();
});
afterAll(() => sandbox.close());

const access = (key: string = known.key, scope: string | null = known.productId) =>
  accessTo(sandbox, key, { vendor: 'clarityq', origin, scope });
const conversation = (id: string) => ({ vendor: 'clarityq', origin, scope: known.productId, id });
const { completed, error, inProgress, otherProduct, twoTurns } = known.conversations;
const put = (feedback: Feedback, id: string = completed, key?: string) =>
  api.submit(access(key), { conversation: conversation(id), turn: 1, feedback }, null);

describe('ClarityQ, against its contract', () => {
  test.each<[Feedback, string | null, string | null]>([
    [{ rating: 'good', comment: '' }, 'POSITIVE', null],
    [{ rating: 'bad', comment: 'Wrong quarter.' }, 'NEGATIVE', 'Wrong quarter.'],
    [{ rating: null, comment: 'שלום 😀\n"<b>"' }, null, 'שלום 😀\n"<b>"'],
    [{ rating: 'good', comment: '😀'.repeat(2_000) }, 'POSITIVE', '😀'.repeat(2_000)],
    [NOTHING, null, null],
  ])('stores %o and confirms it', async (feedback, rating, comment) => {
    const result = await put(feedback);
    expect(sandbox.clarityq.feedback(completed)).toMatchObject({ rating, comment });
    expect(result).toMatchObject({
      ok: true,
      value: { row: null, feedback, conversationId: completed, author: null, reviewed: false },
    });
    const at = sandbox.clarityq.feedback(completed)?.updated_at ?? '';
    expect(result.ok && result.value.at).toBe(Date.parse(at));
  });

  it('replaces the whole of what was there, on the latest answer', async () => {
    await put({ rating: 'good', comment: 'first' }, twoTurns);
    await put({ rating: 'bad', comment: '' }, twoTurns);
    expect(sandbox.clarityq.feedback(twoTurns)).toMatchObject({
      rating: 'NEGATIVE',
      comment: null,
    });
    expect(sandbox.clarityq.feedbackOf(twoTurns, 0)).toBeNull();
    expect(sandbox.clarityq.writes).toHaveLength(2);
  });

  test.each([
    ['completed', completed, 'ready'],
    ['in progress', inProgress, 'answering'],
    ['failed', error, 'failed'],
  ])('looks at one that is %s', async (_what, id, phase) => {
    expect(await api.look(access(), conversation(id))).toMatchObject({
      ok: true,
      value: { phase, answers: null, serverTime: expect.any(Number) },
    });
  });

  test.each<[string, () => Promise<unknown>, Failure]>([
    ['an answer that is being written', () => put(NOTHING, inProgress), { kind: 'not-ready' }],
    [
      'an unknown conversation',
      () => put(NOTHING, known.unknownConversation),
      { kind: 'not-found' },
    ],
    ["another product's conversation", () => put(NOTHING, otherProduct), { kind: 'not-found' }],
    ['an unknown key', () => put(NOTHING, completed, known.unknownKey), { kind: 'key-refused' }],
    ["another product's key", () => put(NOTHING, completed, known.otherKey), { kind: 'no-access' }],
    ["a viewer's key", () => put(NOTHING, completed, known.viewerKey), { kind: 'no-access' }],
    [
      'a look with an unknown key',
      () => api.look(access(known.unknownKey), conversation(completed)),
      { kind: 'key-refused' },
    ],
  ])('%s is refused', async (_what, call, failure) => {
    expect(await call()).toEqual({ ok: false, failure });
    expect(sandbox.clarityq.writes).toEqual([]);
  });

  it('tests a connection without a trace', async () => {
    expect(await api.probe(access())).toEqual({ ok: true, value: { person: null, scopes: null } });
    expect(await api.probe(access(known.unknownKey))).toEqual({
      ok: false,
      failure: { kind: 'key-refused' },
    });
    expect(await api.probe(access(known.otherKey))).toEqual({
      ok: false,
      failure: { kind: 'no-access' },
    });
    expect(sandbox.clarityq.writes).toEqual([]);
    expect(sandbox.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
  });

  it('says what is wrong with a product id that is none', async () => {
    expect(await api.probe(access(known.key, 'mine'))).toEqual({
      ok: false,
      failure: {
        kind: 'rejected',
        status: 422,
        message: 'product_id: Input should be a valid UUID',
      },
    });
  });

  const mishaps: [string, Mishap, Failure][] = [
    ['500', { kind: 'status', status: 500 }, { kind: 'vendor-down', status: 500 }],
    ['502 in HTML', { kind: 'html', status: 502 }, { kind: 'vendor-down', status: 502 }],
    ['401 in HTML', { kind: 'html', status: 401 }, { kind: 'key-refused' }],
    ['403 in HTML', { kind: 'html', status: 403 }, { kind: 'no-access' }],
    [
      '429 with seconds',
      { kind: 'status', status: 429, headers: { 'retry-after': '7' } },
      { kind: 'rate-limited', retryAfterMs: 7_000 },
    ],
    ['429 without', { kind: 'status', status: 429 }, { kind: 'rate-limited', retryAfterMs: null }],
    [
      '422 as a list',
      {
        kind: 'status',
        status: 422,
        body: { detail: [{ type: 'x', loc: ['body', 'comment'], msg: 'Too long' }] },
      },
      { kind: 'rejected', status: 422, message: 'comment: Too long' },
    ],
    [
      '400 as text',
      { kind: 'status', status: 400, body: { detail: 'No.' } },
      { kind: 'rejected', status: 400, message: 'No.' },
    ],
    ['400 in HTML', { kind: 'html', status: 400 }, { kind: 'rejected', status: 400, message: '' }],
    ['a sign-in page', { kind: 'html', status: 200 }, { kind: 'intercepted' }],
    ['an empty 200', { kind: 'empty', status: 200 }, { kind: 'unreadable-reply', why: 'empty' }],
    ['broken JSON', { kind: 'invalid-json' }, { kind: 'unreadable-reply', why: 'not-json' }],
    ['50 MB', { kind: 'huge', bytes: 50_000_000 }, { kind: 'unreadable-reply', why: 'too-large' }],
    [
      'another shape',
      { kind: 'alter', change: () => ({ ok: true }) },
      { kind: 'unreadable-reply', why: 'wrong-shape' },
    ],
    ['half a reply', { kind: 'truncate' }, { kind: 'unreachable' }],
    ['a cut connection', { kind: 'drop' }, { kind: 'unreachable' }],
    [
      'a redirect',
      { kind: 'redirect', status: 307, to: 'https://app.clarityq.ai/' },
      { kind: 'redirected' },
    ],
  ];
  test.each(mishaps)(
    '%s is told as what it is, for a write and a look',
    async (_w, mishap, failure) => {
      sandbox.faults.add({ when: 'before', do: mishap, times: 2 });
      expect(await put({ rating: 'good', comment: '' })).toEqual({ ok: false, failure });
      expect(await api.look(access(), conversation(completed))).toEqual({ ok: false, failure });
      expect(sandbox.requests).toHaveLength(2);
    },
  );
});
