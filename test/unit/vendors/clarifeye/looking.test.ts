import { describe, expect, it, test } from 'vitest';
import type { VendorReply } from '../../../../src/vendors/api';
import { clarifeyeApi as api } from '../../../../src/vendors/clarifeye/api';
import { answersIn } from '../../../../src/vendors/clarifeye/wire';
import { A } from '../addresses';
import { json, lineOf, SERVER_TIME } from '../line';
import { conversation, project } from './fixtures';

describe('Clarifeye: looking', () => {
  const entry = (role: string, type: string, query_id: unknown, content: unknown = 'x') => ({
    role,
    type,
    query_id,
    content,
    timestamp: '2026-03-04T05:06:07Z',
  });
  const askedAt = Date.UTC(2026, 2, 4, 5, 6, 7);
  const look = (...replies: VendorReply[]) => {
    const line = lineOf({}, ...replies);
    return { ...line, result: api.look(line.access, conversation) };
  };
  const path = `${project}/playground-conversations/${A}/`;

  it('names the answers by their questions, the query id 0 included', async () => {
    const chat_history = [
      entry('user', 'message', 0, '  How long is\n\n parental leave? '),
      entry('assistant', 'reasoning_flow', 0),
      entry('assistant', 'tool_call', 0),
      entry('assistant', 'message', 0, 'Ten weeks.'),
      entry('user', 'message', 3, 'And for twins?'),
      entry('assistant', 'reasoning_flow', 3),
    ];
    const { sent, result } = look(json(200, { id: A, name: 'Leave', chat_history }));
    expect(await result).toEqual({
      ok: true,
      value: {
        phase: 'answering',
        title: 'Leave',
        answers: [
          { turn: 0, question: 'How long is parental leave?', ready: true, askedAt },
          { turn: 3, question: 'And for twins?', ready: false, askedAt },
        ],
        serverTime: SERVER_TIME,
      },
    });
    expect(sent).toEqual([{ method: 'GET', path, headers: { Authorization: 'Bearer secret' } }]);
  });

  it('is ready as soon as the last question has a message', async () => {
    const chat_history = [
      entry('user', 'message', 0),
      entry('user', 'message', 7),
      entry('assistant', 'message', 7),
    ];
    const { result } = look(json(200, { name: null, chat_history }));
    expect(await result).toMatchObject({
      value: { phase: 'ready', title: null, answers: [{ ready: false }, { turn: 7, ready: true }] },
    });
  });

  test.each([
    ['empty', []],
    ['null', null],
    ['missing', undefined],
  ])('waits for the first answer where the history is %s', async (_what, chat_history) => {
    const { result } = look(json(200, { name: 'New', chat_history }));
    expect(await result).toMatchObject({ value: { phase: 'answering', answers: [] } });
  });

  it('keeps the first question of an answer, in 120 characters at most', () => {
    const [answer] = answersIn([
      entry('user', 'message', 1, 'long words '.repeat(1_000)),
      entry('user', 'message', 1, 'second'),
    ]);
    expect([...(answer?.question ?? '')].length).toBeLessThanOrEqual(120);
    expect(answer?.question?.startsWith('long words long')).toBe(true);
    expect(answer?.question).toMatch(/ (long|words)…$/);
  });

  it('leaves out entries it cannot read, and bears odd ones', () => {
    expect(
      answersIn([
        null,
        'text',
        { role: 'user' },
        entry('user', 'message', null, 'nobody’s'),
        entry('user', 'message', '1', 'text for a number'),
        entry('user', 'message', 1.5, 'half'),
        entry('user', 'message', 2, [{ text: 'parts' }]),
        entry('system', 'message', 2),
        { role: 'user', content: 'without a type', query_id: 4, timestamp: 7 },
        { role: 'assistant', content: 'without a type', query_id: 4 },
      ]),
    ).toEqual([
      { turn: 2, question: null, ready: false, askedAt },
      { turn: 4, question: 'without a type', ready: false, askedAt: null },
    ]);
  });

  it('asks for an archived one only when there is no other, and once', async () => {
    const found = look(
      json(404, { error: 'Not found.' }),
      json(200, { name: 'Old', chat_history: [] }),
    );
    expect(await found.result).toMatchObject({ ok: true, value: { title: 'Old' } });
    expect(found.sent.map((request) => request.path)).toEqual([
      path,
      `${path}?include_archived=true`,
    ]);
    const gone = look(json(404), json(404));
    expect(await gone.result).toEqual({ ok: false, failure: { kind: 'not-found' } });
    expect(gone.sent).toHaveLength(2);
    const refused = look(json(403));
    expect(await refused.result).toEqual({ ok: false, failure: { kind: 'no-access' } });
    expect(refused.sent).toHaveLength(1);
  });
});
