import { describe, expect, it } from 'vitest';
import { UNNAMED } from '../../../src/domain/conversation';
import type { Entry } from '../../../src/domain/entry';
import type { Ask } from '../../../src/messages/client';
import type { ConversationView, Known } from '../../../src/messages/view';
import { mayChange } from '../../../src/pages/journal/changing';
import { askAbout } from '../../../src/pages/journal/oneTurn';
import { clarifeye } from '../../../src/vendors/clarifeye/site';
import { clarityq } from '../../../src/vendors/clarityq/site';
import { entryOf } from './journalRows';

const MINUTE = 60_000;
const PRESSED = 100 * MINUTE;
const view = (change: Partial<ConversationView>) =>
  ({
    expresses: clarityq.expresses,
    connection: { id: 'c', name: 'Ours' },
    turn: 1,
    answers: [{ turn: 1, question: null, ready: true }],
    ...change,
  }) as ConversationView;
const watched = (from: number, to: number): Known => ({
  answers: null,
  progress: { turn: 1 },
  watch: { from: PRESSED + from * MINUTE, to: PRESSED + to * MINUTE },
});
const may = (
  known: Known | null,
  minutesLater: number,
  {
    on = {},
    entry = {},
    limit = 2,
  }: {
    on?: Partial<ConversationView>;
    entry?: Partial<Entry>;
    limit?: number;
  } = {},
) =>
  mayChange(
    entryOf('a', PRESSED, entry),
    { view: view(on), known, preferences: { keepMonths: null, watchMinutes: limit } },
    PRESSED + minutesLater * MINUTE,
  );

describe('where only the latest answer can be rated', () => {
  it.each([
    ['a tab shows it until now', watched(-5, 60), 60, true],
    ['a tab showed it until a moment ago', watched(-5, 60), 62, true],
    ['nobody has watched for longer than the limit', watched(-5, 60), 62.1, false],
    ['somebody watches again, after a gap', watched(30, 60), 60, false],
    ['nobody ever watched, long after the press', { ...watched(0, 0), watch: null }, 60, false],
    ['nobody ever watched, right after the press', { ...watched(0, 0), watch: null }, 1, true],
    ['a newer answer is known', { ...watched(-5, 60), progress: { turn: 2 } }, 60, false],
    ['nothing is known of the conversation', null, 0, false],
  ])('%s', (_, known, later, expected) => {
    expect(may(known, later)).toBe(expected);
  });

  it('the limit is the person’s own', () => {
    expect(may(watched(-5, 60), 69, { limit: 10 })).toBe(true);
    expect(may(watched(-5, 60), 71, { limit: 10 })).toBe(false);
  });

  it('“Still this answer” counts like a press', () => {
    const entry = { confirmedAt: PRESSED + 30 * MINUTE };
    expect(may(watched(30, 60), 60, { entry })).toBe(true);
  });

  it('never while the worker shows another turn', () => {
    expect(may(watched(-5, 60), 60, { on: { turn: 2 } })).toBe(false);
  });
});

describe('where answers are named', () => {
  const on = { expresses: clarifeye.expresses, turn: 1 };
  const named = (...turns: number[]): Known => ({
    answers: turns.map((turn) => ({ turn })),
    progress: { turn: 1 },
    watch: null,
  });

  it('any named one can be changed, however long ago it was', () => {
    expect(may(named(0, 1, 2), 60 * 24 * 400, { on })).toBe(true);
    expect(may(named(0, 2), 1, { on })).toBe(false);
    expect(may({ ...named(), answers: null }, 1, { on })).toBe(false);
    const unnamed = { entry: { turn: UNNAMED }, on: { ...on, turn: UNNAMED } };
    expect(may(named(), 1, unnamed)).toBe(true);
  });

  it('not over another person’s connection, nor over none', () => {
    expect(may(named(1), 1, { on: { ...on, connection: { id: 'd', name: 'Theirs' } } })).toBe(
      false,
    );
    expect(may(named(1), 1, { on: { ...on, connection: null } })).toBe(false);
    const entry = { connection: null };
    expect(may(named(1), 1, { on: { ...on, connection: null }, entry })).toBe(true);
  });
});

describe('a slip about one answer', () => {
  const answers = [0, 1, 2].map((turn) => ({ turn, question: null, ready: true }));

  function worker(allowed: boolean) {
    const asked: [string, unknown][] = [];
    const ask = (async (kind: string, input: { turn?: number | null }) => {
      asked.push([kind, input.turn]);
      // A decision is answered with the latest answer's view.
      const turn = kind === 'decide' ? 2 : input.turn;
      return kind === 'draft'
        ? { ok: true, value: null }
        : { ok: true, value: { ...view({ answers }), turn, conversation: {} } };
    }) as unknown as Ask;
    return { asked, about: askAbout(1, ask, async () => allowed) };
  }
  const conversation = { vendor: 'v', origin: 'o', scope: null, id: 'i' };
  const change = { conversation, turn: 1, pressId: 'p' };

  it('stays there, with nothing to step to', async () => {
    const { about, asked } = worker(true);
    const seen = await about('view', { conversation, turn: null, look: true });
    expect(seen).toMatchObject({ ok: true, value: { turn: 1, answers: [{ turn: 1 }] } });
    const decided = await about('decide', { conversation, turn: 1, decision: 'discard' });
    expect(decided).toMatchObject({ ok: true, value: { turn: 1, answers: [{ turn: 1 }] } });
    expect(asked).toEqual([
      ['view', 1],
      ['decide', 1],
      ['view', 1],
    ]);
  });

  it('changes nothing that is vouched for no more', async () => {
    const { about, asked } = worker(false);
    expect(await about('undo', change)).toEqual({ ok: false, refusal: 'not-allowed' });
    const feedback = { rating: null, comment: '' };
    const page = { title: '', address: '' };
    expect(await about('rate', { ...change, feedback, page })).toEqual({
      ok: false,
      refusal: 'not-allowed',
    });
    expect(asked).toEqual([]);
    expect(await about('draft', { conversation, turn: 1, text: 'kept' })).toMatchObject({
      ok: true,
    });
  });
});
