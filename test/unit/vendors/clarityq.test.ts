import { describe, expect, it, test } from 'vitest';
import type { Conversation } from '../../../src/domain/conversation';
import { type Feedback, NOTHING } from '../../../src/domain/feedback';
import type { VendorReply } from '../../../src/vendors/api';
import { clarityqApi as api } from '../../../src/vendors/clarityq/api';
import { encode, feedbackRequest } from '../../../src/vendors/clarityq/wire';
import { fits } from '../../../src/vendors/shape';

import { A, P, Q } from './addresses';
import { json, lineOf, odd, SERVER_TIME } from './line';

const conversation: Conversation = {
  vendor: 'clarityq',
  origin: 'https://api.clarityq.ai',
  scope: P,
  id: A,
};
const stored = {
  conversation_id: A,
  updated_at: '2026-03-04T05:06:07.123456Z',
  rating: 'POSITIVE',
  comment: 'Right.',
};
const path = `/api/v1/products/${P}/conversations/${A}`;

function submit(feedback: Feedback, ...replies: VendorReply[]) {
  const line = lineOf({}, ...replies);
  return { ...line, result: api.submit(line.access, { conversation, turn: 3, feedback }, null) };
}

describe('ClarityQ: storing', () => {
  test.each<[Feedback, object]>([
    [
      { rating: 'good', comment: '' },
      { rating: 'POSITIVE', comment: null },
    ],
    [
      { rating: 'bad', comment: 'No.' },
      { rating: 'NEGATIVE', comment: 'No.' },
    ],
    [
      { rating: null, comment: 'Words alone' },
      { rating: null, comment: 'Words alone' },
    ],
    [NOTHING, { rating: null, comment: null }],
  ])('%o goes out whole, in one PUT with the key in its header alone', async (feedback, body) => {
    const { sent, result } = submit(feedback, json(200, stored));
    expect((await result).ok).toBe(true);
    expect(sent).toEqual([
      { method: 'PUT', path: `${path}/feedback`, headers: { 'X-API-Key': 'secret' }, json: body },
    ]);
  });

  it('reads the receipt in the vendor’s words', async () => {
    const { result } = submit({ rating: 'bad', comment: 'meant' }, json(200, stored));
    expect(await result).toEqual({
      ok: true,
      value: {
        row: null,
        feedback: { rating: 'good', comment: 'Right.' },
        conversationId: A,
        turn: null,
        at: Date.UTC(2026, 2, 4, 5, 6, 7, 123),
        author: null,
        reviewed: false,
      },
    });
  });

  test.each([
    ['rating and comment are null', { ...stored, rating: null, comment: null }],
    ['they are missing', { conversation_id: A, updated_at: stored.updated_at }],
  ])('reads no rating and no words where %s', async (_what, reply) => {
    const { result } = submit(NOTHING, json(200, reply));
    expect(await result).toMatchObject({ ok: true, value: { feedback: NOTHING } });
  });

  it('bears fields that nobody has foreseen', async () => {
    const { result } = submit(NOTHING, json(200, { ...stored, turn: 7, extra: { a: [null] } }));
    expect((await result).ok).toBe(true);
  });

  test.each([
    ['missing', undefined],
    ['null', null],
    ['nonsense', 'soon'],
  ])('takes the server’s clock where updated_at is %s', async (_what, updated_at) => {
    const { result } = submit(NOTHING, json(200, { ...stored, updated_at }));
    expect(await result).toMatchObject({ ok: true, value: { at: SERVER_TIME } });
  });

  test.each([
    ['no conversation', { ...stored, conversation_id: undefined }],
    ['a rating nobody knows', { ...stored, rating: 'MIXED' }],
    ['a number for a comment', { ...stored, comment: 3 }],
    ['a list', [stored]],
  ])('cannot read a reply with %s', async (_what, reply) => {
    const { result } = submit(NOTHING, json(200, reply));
    expect(await result).toEqual({
      ok: false,
      failure: { kind: 'unreadable-reply', why: 'wrong-shape' },
    });
  });

  it('cannot date a reply that carries no time at all', async () => {
    const reply = { ...json(200, { ...stored, updated_at: null }), serverTime: null };
    expect(await submit(NOTHING, reply).result).toMatchObject({
      failure: { kind: 'unreadable-reply' },
    });
  });

  it('sends 2,000 code points, and not one more', async () => {
    const full = submit({ rating: null, comment: '😀'.repeat(2_000) }, json(200, stored));
    expect((await full.result).ok).toBe(true);
    const over = submit({ rating: 'good', comment: '😀'.repeat(2_001) });
    expect(await over.result).toEqual({
      ok: false,
      failure: { kind: 'comment-too-long', limit: 2_000 },
    });
    expect(over.sent).toEqual([]);
  });

  it('does not send neutral, which would be stored as no rating', async () => {
    const { sent, result } = submit({ rating: 'neutral', comment: '' });
    expect(await result).toMatchObject({ ok: false, failure: { kind: 'rejected' } });
    expect(sent).toEqual([]);
  });

  it('takes the product from the connection where the page does not tell it', async () => {
    const line = lineOf({ scope: Q }, json(200, stored));
    const submission = {
      conversation: { ...conversation, scope: null },
      turn: 1,
      feedback: NOTHING,
    };
    await api.submit(line.access, submission, null);
    expect(line.sent[0]?.path).toBe(`/api/v1/products/${Q}/conversations/${A}/feedback`);
  });

  it('sends nothing where nobody knows the product', async () => {
    const line = lineOf({ scope: null });
    const nowhere = { ...conversation, scope: null };
    const submission = { conversation: nowhere, turn: 1, feedback: NOTHING };
    const failure = { ok: false, failure: { kind: 'not-found' } };
    expect(await api.submit(line.access, submission, null)).toEqual(failure);
    expect(await api.look(line.access, nowhere)).toEqual(failure);
    expect(await api.probe(line.access)).toEqual(failure);
    expect(line.sent).toEqual([]);
  });

  it('escapes what stands for an id', async () => {
    const line = lineOf({}, json(200, stored));
    const odd = { ...conversation, scope: '../../v2', id: 'a/b?c#d' };
    await api.submit(line.access, { conversation: odd, turn: 1, feedback: NOTHING }, null);
    expect(line.sent[0]?.path).toBe(
      '/api/v1/products/..%2F..%2Fv2/conversations/a%2Fb%3Fc%23d/feedback',
    );
  });

  it('has requests that take exactly what is documented', () => {
    expect(fits(feedbackRequest, { rating: 'POSITIVE', comment: null })).toBe(true);
    for (const wrong of [
      { rating: 'POSITIVE' },
      { comment: 'x' },
      { rating: 'POSITIVE', comment: '' },
      { rating: 'good', comment: null },
      { rating: null, comment: null, turn: 1 },
    ]) {
      expect(fits(feedbackRequest, wrong)).toBe(false);
    }
    expect(encode({ rating: 'neutral', comment: '' })).toBeNull();
  });
});

describe('ClarityQ: looking', () => {
  test.each([
    ['IN_PROGRESS', 'answering'],
    ['COMPLETED', 'ready'],
    ['ERROR', 'failed'],
  ])('%s is %s', async (status, phase) => {
    const { access, sent } = lineOf({}, json(200, { status, more: null }));
    expect(await api.look(access, conversation)).toEqual({
      ok: true,
      value: { phase, title: null, answers: null, serverTime: SERVER_TIME },
    });
    expect(sent).toEqual([
      { method: 'GET', path: `${path}/status`, headers: { 'X-API-Key': 'secret' } },
    ]);
  });
  test.each([{}, { status: 'PAUSED' }, { status: null }, 'COMPLETED'])(
    'cannot read %o',
    async (body) => {
      const { access } = lineOf({}, json(200, body));
      expect(await api.look(access, conversation)).toMatchObject({
        failure: { kind: 'unreadable-reply', why: 'wrong-shape' },
      });
    },
  );
});

describe('ClarityQ: testing a connection', () => {
  const accepted = { ok: true, value: { person: null, scopes: null } };
  test.each([
    ['404 in JSON', json(404, { detail: 'Conversation not found' }), accepted],
    ['404 without a body', json(404), accepted],
    ['200', json(200, { status: 'COMPLETED' }), accepted],
    ['409', json(409, { detail: 'Not yet.' }), accepted],
    ['404 from a gateway', odd(404, 'html'), { ok: false, failure: { kind: 'intercepted' } }],
    ['200 with a sign-in page', odd(200, 'html'), { ok: false, failure: { kind: 'intercepted' } }],
    [
      '401',
      json(401, { detail: 'Invalid API key' }),
      { ok: false, failure: { kind: 'key-refused' } },
    ],
    ['403', json(403, { detail: 'No access' }), { ok: false, failure: { kind: 'no-access' } }],
    [
      '422',
      json(422, { detail: [{ loc: ['path', 'product_id'], msg: 'Input should be a valid UUID' }] }),
      {
        ok: false,
        failure: {
          kind: 'rejected',
          status: 422,
          message: 'product_id: Input should be a valid UUID',
        },
      },
    ],
    ['429', json(429), { ok: false, failure: { kind: 'rate-limited', retryAfterMs: null } }],
    ['503', json(503), { ok: false, failure: { kind: 'vendor-down', status: 503 } }],
  ])('%s', async (_what, reply, expected) => {
    const { access, sent } = lineOf({}, reply);
    expect(await api.probe(access)).toEqual(expected);
    expect(sent).toHaveLength(1);
  });
  it('asks for the status of a random conversation, another one each time, and runs nothing', async () => {
    const { access, sent } = lineOf({}, json(404), json(404));
    await api.probe(access);
    await api.probe(access);
    const asked = sent.map(({ method, path: where }) => `${method} ${where}`);
    expect(new Set(asked).size).toBe(2);
    for (const one of asked) {
      expect(one).toMatch(
        new RegExp(
          `^GET /api/v1/products/${P}/conversations/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/status$`,
        ),
      );
    }
  });
});

describe('ClarityQ: every call', () => {
  const calls = {
    probe: (access: Parameters<typeof api.probe>[0]) => api.probe(access),
    look: (access: Parameters<typeof api.probe>[0]) => api.look(access, conversation),
    submit: (access: Parameters<typeof api.probe>[0]) =>
      api.submit(access, { conversation, turn: 1, feedback: NOTHING }, null),
  };
  test.each(Object.entries(calls))(
    '%s hands a failure of transport on as it is',
    async (_n, call) => {
      const { access } = lineOf({}, { kind: 'timeout' });
      expect(await call(access)).toEqual({ ok: false, failure: { kind: 'timeout' } });
    },
  );
  it('409 on storing means that the answer is not finished', async () => {
    const { access } = lineOf({}, json(409, { detail: 'The latest answer is not completed yet.' }));
    expect(await calls.submit(access)).toEqual({ ok: false, failure: { kind: 'not-ready' } });
  });
  it('can neither find nor delete, so that nobody tries', () => {
    expect(api.find).toBeUndefined();
    expect(api.retract).toBeUndefined();
    expect(api.afterLostReply).toBe('replace');
  });
});
