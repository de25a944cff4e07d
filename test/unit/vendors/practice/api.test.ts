import { describe, expect, it, test } from 'vitest';
import { isUuid } from '../../../../src/domain/conversation';
import type { Feedback } from '../../../../src/domain/feedback';
import type { Access } from '../../../../src/vendors/api';
import { practiceApiAt } from '../../../../src/vendors/practice/api';
import {
  LESSONS,
  type Lesson,
  lessonOf,
  practiceConversation,
} from '../../../../src/vendors/practice/lessons';
import { practice } from '../../../../src/vendors/practice/site';

const BEGUN = Date.UTC(2026, 10, 21, 9, 0, 0, 123);
const GOOD: Feedback = { rating: 'good', comment: 'Clear.' };

/** An access whose network nobody may use. */
const access: Access = {
  connection: practice.ownConnection ?? expect.fail(),
  key: '',
  send: () => expect.fail('practice has called a network'),
  signal: new AbortController().signal,
};

describe('practice conversations', () => {
  test.each(LESSONS)('%s: id and beginning stand in a conversation’s id', (lesson) => {
    const { id, vendor } = practiceConversation(lesson, BEGUN);
    expect(isUuid(id) && id === id.toLowerCase()).toBe(true);
    expect(vendor).toBe(practice.id);
    expect(lessonOf(id)).toEqual({ lesson, begunAt: BEGUN });
  });

  it('two begun at different moments, or for different lessons, are two', () => {
    const ids = LESSONS.flatMap((lesson) =>
      [BEGUN, BEGUN + 1].map((at) => practiceConversation(lesson, at).id),
    );
    expect(new Set(ids).size).toBe(LESSONS.length * 2);
  });

  it('another id teaches nothing, and is answered as a vendor would', async () => {
    const id = 'ffffffff-ffff-7000-8000-ffffffffffff';
    const conversation = { ...practiceConversation('stored', BEGUN), id };
    const api = practiceApiAt(() => BEGUN);
    const reply = await api.submit(access, { conversation, turn: 1, feedback: GOOD }, null);
    expect(reply).toMatchObject({ ok: true, value: { conversationId: id } });
  });
});

describe('the practice vendor', () => {
  const at = (lesson: Lesson, ms: number, turn = 1, feedback = GOOD) => {
    const api = practiceApiAt(() => BEGUN + ms);
    const conversation = practiceConversation(lesson, BEGUN);
    return {
      look: () => api.look(access, conversation),
      submit: () => api.submit(access, { conversation, turn, feedback }, null),
    };
  };

  it('asks for no key, and reaches nobody', async () => {
    expect(practiceApiAt(() => BEGUN).keyHeader).toBe('');
    expect(practice.apiSources).toEqual([]);
    for (const lesson of LESSONS) {
      await at(lesson, 0).look();
      await at(lesson, 0).submit();
    }
  });

  it('stored: says what it holds, and when', async () => {
    expect(await at('stored', 5).submit()).toMatchObject({
      ok: true,
      value: { feedback: GOOD, at: BEGUN + 5, row: null },
    });
  });

  it('unfinished: the answer is written for five seconds, in which nothing is taken', async () => {
    expect(await at('unfinished', 4_999).look()).toMatchObject({ value: { phase: 'answering' } });
    expect(await at('unfinished', 4_999).submit()).toEqual({
      ok: false,
      failure: { kind: 'not-ready' },
    });
    expect(await at('unfinished', 5_000).look()).toMatchObject({ value: { phase: 'ready' } });
    expect(await at('unfinished', 5_000).submit()).toMatchObject({ ok: true });
  });

  it('unreachable: answers after five seconds', async () => {
    expect(await at('unreachable', 4_999).submit()).toEqual({
      ok: false,
      failure: { kind: 'unreachable' },
    });
    expect(await at('unreachable', 5_000).submit()).toMatchObject({ ok: true });
  });

  it('changed: the first answer is not the latest any more, the next is taken', async () => {
    expect(await at('changed', 0).submit()).toEqual({ ok: false, failure: { kind: 'not-ready' } });
    expect(await at('changed', 0, 2).submit()).toMatchObject({ ok: true });
  });

  it('refused: never takes it', async () => {
    expect(await at('refused', 0).submit()).toMatchObject({ failure: { kind: 'rejected' } });
  });

  test.each([
    ['good', 'bad'],
    ['bad', 'good'],
    [null, null],
  ] as const)('differs: holds %s as %s', async (rating, held) => {
    const reply = at('differs', 0, 1, { rating, comment: 'Why' }).submit();
    expect(await reply).toMatchObject({ value: { feedback: { rating: held, comment: 'Why' } } });
  });
});
