import { describe, expect, it, test } from 'vitest';
import type { Failure } from '../../../../src/domain/failure';
import type { Feedback } from '../../../../src/domain/feedback';
import type { VendorReply } from '../../../../src/vendors/api';
import { clarifeyeApi as api } from '../../../../src/vendors/clarifeye/api';
import { changeRequest, createRequest } from '../../../../src/vendors/clarifeye/wire';
import { fits } from '../../../../src/vendors/shape';

import { A, B } from '../addresses';
import { json, lineOf, SERVER_TIME } from '../line';
import { CREATED, conversation, project, row, UPDATED } from './fixtures';

function submit(feedback: Feedback, id: string | null, ...replies: (VendorReply | Failure)[]) {
  const line = lineOf({}, ...replies);
  return { ...line, result: api.submit(line.access, { conversation, turn: 0, feedback }, id) };
}

describe('Clarifeye: storing', () => {
  test.each<[Feedback, object]>([
    [
      { rating: 'good', comment: '' },
      { feedback: '', is_positive: true },
    ],
    [
      { rating: 'bad', comment: 'No.' },
      { feedback: 'No.', is_positive: false },
    ],
    [
      { rating: 'neutral', comment: 'So so' },
      { feedback: 'So so', is_positive: null },
    ],
    [
      { rating: null, comment: 'Words alone' },
      { feedback: 'Words alone', is_positive: null },
    ],
  ])('%o makes a row on the answer 0', async (feedback, body) => {
    const { sent, result } = submit(feedback, null, json(201, row));
    expect((await result).ok).toBe(true);
    expect(sent).toEqual([
      {
        method: 'POST',
        path: `${project}/feedbacks/`,
        headers: { Authorization: 'Bearer secret' },
        json: {
          ...body,
          context: { conversation_id: A, query_id: 0, source: 'PlaygroundConversation' },
        },
      },
    ]);
  });

  it('changes a row that is there: its words and its value, nothing else', async () => {
    const { sent, result } = submit({ rating: 'bad', comment: 'x' }, 'row/1', json(200, row));
    expect((await result).ok).toBe(true);
    expect(sent).toEqual([
      {
        method: 'PATCH',
        path: `${project}/feedbacks/row%2F1/`,
        headers: { Authorization: 'Bearer secret' },
        json: { feedback: 'x', is_positive: false },
      },
    ]);
  });

  it('leaves it to others what follows from a row that is gone', async () => {
    const { sent, result } = submit(
      { rating: 'bad', comment: '' },
      'row-1',
      json(404, { error: 'Not found.' }),
    );
    expect(await result).toEqual({ ok: false, failure: { kind: 'not-found' } });
    expect(sent).toHaveLength(1);
  });

  it('reads the receipt in the vendor’s words', async () => {
    const { result } = submit({ rating: 'bad', comment: 'meant' }, null, json(201, row));
    expect(await result).toEqual({
      ok: true,
      value: {
        row: 'row-1',
        feedback: { rating: 'good', comment: 'Right.' },
        conversationId: A,
        turn: 0,
        at: UPDATED,
        author: 'mira@northwind.example',
        reviewed: false,
      },
    });
  });

  test.each<[string, object, object]>([
    ['false is bad', { is_positive: false }, { feedback: { rating: 'bad', comment: 'Right.' } }],
    [
      'null is neutral',
      { is_positive: null },
      { feedback: { rating: 'neutral', comment: 'Right.' } },
    ],
    ['reviewed', { status: 'reviewed' }, { reviewed: true }],
    ['a status nobody knows', { status: 'archived' }, { reviewed: false }],
    ['no words', { feedback: null }, { feedback: { rating: 'good', comment: '' } }],
    ['no author', { given_by: null }, { author: null }],
    ['an author without an address', { given_by: { id: 'u' } }, { author: null }],
    ['an author in another shape', { given_by: 'mira' }, { author: null }],
    ['a number for an id', { id: 17 }, { row: '17' }],
    ['only the day it was made', { updated_at: null }, { at: CREATED }],
    ['no time of its own', { updated_at: null, created_at: null }, { at: SERVER_TIME }],
    [
      'the newer conversation field',
      { context: {}, conversation: B, query_id: 4 },
      { conversationId: B, turn: 4 },
    ],
    [
      'the newer field with its id',
      { context: { query_id: 4 }, conversation_id: B },
      { conversationId: B, turn: 4 },
    ],
    [
      'the newer field as an object',
      { context: null, conversation: { id: B } },
      { conversationId: B, turn: null },
    ],
    [
      'an id in capitals',
      { context: { conversation_id: A.toUpperCase(), query_id: 0 } },
      { conversationId: A },
    ],
    [
      'no conversation, which contradicts nothing',
      { context: null },
      { conversationId: A, turn: null },
    ],
    ['a context in another shape', { context: 'none' }, { conversationId: A, turn: null }],
    ['another answer', { context: { ...row.context, query_id: 3 } }, { turn: 3 }],
  ])('bears and reads %s', async (_what, change, expected) => {
    const { result } = submit(
      { rating: 'good', comment: '' },
      null,
      json(201, { ...row, ...change }),
    );
    expect(await result).toMatchObject({ ok: true, value: expected });
  });

  test.each([
    ['no id', { ...row, id: undefined }],
    ['a text for a value', { ...row, is_positive: 'true' }],
    ['a number for words', { ...row, feedback: 5 }],
    ['a list', [row]],
  ])('cannot read a reply with %s', async (_what, reply) => {
    const { result } = submit({ rating: 'good', comment: '' }, null, json(201, reply));
    expect(await result).toEqual({
      ok: false,
      failure: { kind: 'unreadable-reply', why: 'wrong-shape' },
    });
  });

  it('cannot date a reply that carries no time at all', async () => {
    const bare = json(201, { ...row, updated_at: null, created_at: null });
    const { result } = submit({ rating: 'good', comment: '' }, null, { ...bare, serverTime: null });
    expect(await result).toMatchObject({ failure: { kind: 'unreadable-reply' } });
  });

  it('has requests that take exactly what is documented', () => {
    const context = { conversation_id: A, query_id: 0, source: 'PlaygroundConversation' };
    const good = { feedback: '', is_positive: null, context };
    expect(fits(createRequest, good)).toBe(true);
    for (const wrong of [
      { ...good, status: 'reviewed' },
      { ...good, is_positive: undefined },
      { ...good, feedback: null },
      { ...good, context: { ...context, query_id: -1 } },
      { ...good, context: { ...context, query_id: 1.5 } },
      { ...good, context: { ...context, query_id: '0' } },
      { ...good, context: { ...context, conversation_id: 'mine' } },
      { ...good, context: { ...context, source: 'Slack' } },
      { ...good, context: { ...context, extra: 1 } },
    ]) {
      expect(fits(createRequest, wrong)).toBe(false);
    }
    expect(fits(changeRequest, { feedback: '', is_positive: true })).toBe(true);
    expect(fits(changeRequest, good)).toBe(false);
  });

  it('sends nothing for a conversation or an answer that cannot be', async () => {
    const line = lineOf({});
    const feedback: Feedback = { rating: 'good', comment: '' };
    for (const [id, turn] of [
      ['mine', 0],
      [A, -1],
      [A, 0.5],
    ] as const) {
      const submission = { conversation: { ...conversation, id }, turn, feedback };
      expect(await api.submit(line.access, submission, null)).toMatchObject({
        failure: { kind: 'rejected', status: 0 },
      });
    }
    expect(line.sent).toEqual([]);
  });
});
