import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call, callClarityq } from '../../sandbox/client.ts';
import { FIXTURES, type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';

const known = FIXTURES.clarityq;
const ids = known.conversations;
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const at = (id: string, what: string, product: string = known.productId) =>
  `/api/v1/products/${product}/conversations/${id}/${what}`;
const put = (id: string, body: unknown, headers?: Record<string, string>) =>
  callClarityq(sandbox.port, { method: 'PUT', path: at(id, 'feedback'), body, headers });
const status = (id: string, headers?: Record<string, string>, product?: string) =>
  callClarityq(sandbox.port, { path: at(id, 'status', product), headers });

describe('PUT feedback', () => {
  test('stores rating and comment on the latest answer and answers what it stored', async () => {
    const answer = await put(ids.twoTurns, { rating: 'NEGATIVE', comment: 'Wrong quarter.' });
    expect(answer.status).toBe(200);
    const stored = { rating: 'NEGATIVE', comment: 'Wrong quarter.' };
    expect(answer.json).toEqual({
      conversation_id: ids.twoTurns,
      updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      ...stored,
    });
    expect(sandbox.clarityq.feedback(ids.twoTurns)).toMatchObject(stored);
    expect(sandbox.clarityq.feedbackOf(ids.twoTurns, 0)).toBeNull();
    expect(sandbox.clarityq.puts).toBe(1);
    expect(sandbox.violations).toEqual([]);
  });

  test('replaces the whole: a field left out is cleared', async () => {
    await put(ids.completed, { rating: 'POSITIVE', comment: 'Good.' });
    await put(ids.completed, { rating: 'NEGATIVE' });
    expect(sandbox.clarityq.feedback(ids.completed)).toMatchObject({
      rating: 'NEGATIVE',
      comment: null,
    });
    await put(ids.completed, { comment: 'Only words.' });
    expect(sandbox.clarityq.feedback(ids.completed)).toMatchObject({
      rating: null,
      comment: 'Only words.',
    });
    expect(sandbox.clarityq.puts).toBe(3);
  });

  test('lands on the answer that is the latest when it arrives', async () => {
    sandbox.clarityq.ask(ids.completed, 'And July?');
    sandbox.clarityq.finish(ids.completed);
    await put(ids.completed, { rating: 'POSITIVE', comment: null });
    expect(sandbox.clarityq.feedbackOf(ids.completed, 0)).toBeNull();
    expect(sandbox.clarityq.feedbackOf(ids.completed, 1)).toMatchObject({ rating: 'POSITIVE' });
    expect(sandbox.clarityq.writes.map((write) => write.turnIndex)).toEqual([1]);
  });

  test('counts the comment in code points: 2000 pass, 2001 do not', async () => {
    expect((await put(ids.completed, { comment: '👍'.repeat(2000) })).status).toBe(200);
    const answer = await put(ids.completed, { comment: '👍'.repeat(2001) });
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({ detail: [{ loc: ['body', 'comment'] }] });
    expect(sandbox.clarityq.puts).toBe(1);
  });

  test.each([
    ['neither field', {}],
    ['an unknown rating', { rating: 'GOOD' }],
    ['a comment that is no text', { comment: 7 }],
    ['a body that is no object', ['POSITIVE']],
    ['a body that is no JSON', '{"rating": POSITIVE}'],
  ])('answers 422 with a list for %s', async (_case, body) => {
    const answer = await put(ids.completed, body);
    expect(answer.status).toBe(422);
    expect(answer.json).toEqual({
      detail: [expect.objectContaining({ loc: expect.any(Array), msg: expect.any(String) })],
    });
    expect(sandbox.clarityq.puts).toBe(0);
  });

  test('answers 409 with a text while the answer is written, and 200 once it is there', async () => {
    const early = await put(ids.inProgress, { rating: 'POSITIVE', comment: null });
    expect(early.status).toBe(409);
    expect(early.json).toEqual({ detail: expect.any(String) });
    sandbox.clarityq.finish(ids.inProgress);
    expect((await put(ids.inProgress, { rating: 'POSITIVE', comment: null })).status).toBe(200);
    expect(sandbox.clarityq.puts).toBe(1);
  });

  test('answers 409 for an answer that failed', async () => {
    expect((await put(ids.error, { rating: 'NEGATIVE', comment: null })).status).toBe(409);
    expect(sandbox.clarityq.feedback(ids.error)).toBeNull();
  });

  test('answers 403 to a key whose maker may only read', async () => {
    const headers = { 'x-api-key': known.viewerKey };
    expect((await put(ids.completed, { rating: 'POSITIVE' }, headers)).status).toBe(403);
    expect((await status(ids.completed, headers)).status).toBe(200);
  });
});

describe('who may ask for what', () => {
  test.each([
    ['completed', 'COMPLETED'],
    ['inProgress', 'IN_PROGRESS'],
    ['error', 'ERROR'],
  ] as const)(
    'the status of the %s conversation is %s and nothing more',
    async (name, expected) => {
      const answer = await status(ids[name]);
      expect(answer.status).toBe(200);
      expect(answer.json).toEqual({ status: expected });
      expect(answer.headers.date).toMatch(/GMT$/);
    },
  );

  test('401 for an unknown and for a missing key', async () => {
    expect((await status(ids.completed, { 'x-api-key': known.unknownKey })).status).toBe(401);
    const path = at(ids.completed, 'status');
    expect((await call(sandbox.port, { host: known.apiHost, path })).status).toBe(401);
  });

  test('403 for a product that is not the key’s, known or not', async () => {
    const other = await status(ids.otherProduct, {}, known.otherProductId);
    expect(other.status).toBe(403);
    expect((await status(ids.completed, { 'x-api-key': known.otherKey })).status).toBe(403);
    const nowhere = '00000000-0000-4000-8000-000000000000';
    expect((await status(ids.completed, {}, nowhere)).status).toBe(403);
  });

  test('404 for an unknown conversation and for one of another product', async () => {
    expect((await status(known.unknownConversation)).status).toBe(404);
    expect((await status(ids.otherProduct)).status).toBe(404);
  });

  test('422 for ids that are no uuids, but a bad key comes first', async () => {
    const answer = await status('not-a-uuid', {}, 'retail');
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({
      detail: [{ loc: ['path', 'product_id'] }, { loc: ['path', 'conversation_id'] }],
    });
    const wrongKey = { 'x-api-key': known.unknownKey };
    expect((await status('not-a-uuid', wrongKey, 'retail')).status).toBe(401);
  });

  test('405 for a method nobody described, 404 for an address nobody described', async () => {
    const path = at(ids.completed, 'feedback');
    const read = await callClarityq(sandbox.port, { path });
    expect([read.status, read.headers.allow]).toEqual([405, 'PUT']);
    expect((await callClarityq(sandbox.port, { path: '/api/v1/products' })).status).toBe(404);
  });

  test('a key opens none of the calls that belong to the app', async () => {
    const list = `/api/v1/products/${known.productId}/conversations`;
    for (const path of ['/api/v1/me', list, at(ids.completed, 'messages')]) {
      expect((await callClarityq(sandbox.port, { path })).status).toBe(404);
    }
  });

  test('an agent run that the extension starts is counted and is a violation', async () => {
    const path = `/api/v1/products/${known.productId}/ask`;
    await callClarityq(sandbox.port, { method: 'POST', path, body: { question: 'Why?' } });
    expect(sandbox.clarityq.asks).toBe(1);
    expect(sandbox.violations).toEqual([expect.stringContaining('ask is not for the extension')]);
  });
});
