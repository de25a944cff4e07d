import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../src/domain/entry';
import { type EntryEvent, next } from '../../../src/domain/transition';
import {
  BAD,
  failed,
  frozen,
  GOOD,
  having,
  NOTHING,
  press,
  receipt,
  sent,
  storedAs,
  undo,
  WORDS,
} from './entries';

const CHANGED = { kind: 'held', at: 4, hold: { kind: 'answer-changed' } } as const;
const LOST = failed({ kind: 'timeout' }, false);

/** Every state an entry can be in, with and without an attempt whose outcome nobody knows. */
const STATES: Record<string, () => Entry> = {
  untouched: () => having(),
  queued: () => having(press(GOOD)),
  lost: () => having(press(GOOD), sent(GOOD), LOST),
  sending: () => having(press(GOOD), sent(GOOD)),
  'sending, newer': () => having(press(GOOD), sent(GOOD), press(BAD)),
  waiting: () => having(press(GOOD), { kind: 'unfinished', at: 2, dueAt: 5, settles: true }),
  held: () => having(press(GOOD), CHANGED),
  'held, lost': () => having(press(GOOD), sent(GOOD), failed({ kind: 'intercepted' }, false)),
  stored: () => having(press(GOOD), sent(GOOD), storedAs(GOOD)),
  'stored, queued': () => having(press(GOOD), sent(GOOD), storedAs(GOOD), press(BAD)),
  'taken back': () =>
    having(press(GOOD), sent(GOOD), storedAs(GOOD), undo(), sent(NOTHING), {
      kind: 'taken-back',
      at: 5,
    }),
  discarded: () => having(press(GOOD), { kind: 'discarded', at: 4 }),
};

const EVENTS: Record<string, () => EntryEvent> = {
  good: () => press(GOOD, 10),
  words: () => press(WORDS, 10),
  undone: () => undo(10),
  attempted: () => sent(GOOD, 10),
  stored: () => storedAs(GOOD, 10),
  'taken-back': () => ({ kind: 'taken-back', at: 10 }),
  found: () => ({ kind: 'found', at: 10, stored: receipt(BAD) }),
  lost: () => failed({ kind: 'timeout' }, false, 10),
  refused: () => failed({ kind: 'no-access' }, true, 10),
  'row-gone': () => ({ kind: 'row-gone', at: 10 }),
  unfinished: () => ({ kind: 'unfinished', at: 10, dueAt: 99, settles: true }),
  held: () => ({ ...CHANGED, at: 10 }),
  released: () => ({ kind: 'released', at: 10, vouched: true }),
  discarded: () => ({ kind: 'discarded', at: 10 }),
  reviewed: () => ({ kind: 'reviewed', at: 10 }),
  confirmed: () => ({ kind: 'confirmed', at: 10 }),
};

/** What each event leads to: Queued, Sending, Waiting, Held, stOred, Discarded; `=` changes nothing. */
const STEPS = `
                 good words undone attempted stored taken-back found lost refused row-gone unfinished held released discarded reviewed confirmed
untouched        Q    Q     =      =         O      O          O     =    =       D        =          =    =        =         =         D
queued           Q    Q     D      S         O      Q          Q     Q    H       Q        W          H    Q        D         =         Q
lost             Q    Q     Q      S         O      Q          =     Q    H       Q        W          H    Q        D         =         Q
sending          S    S     S      S         O      Q          =     Q    H       Q        W          H    =        =         =         S
sending,_newer   S    S     S      S         Q      Q          =     Q    Q       Q        W          H    =        =         =         S
waiting          Q    Q     D      S         O      Q          W     Q    H       Q        W          H    Q        D         =         W
held             Q    Q     D      =         O      H          H     =    =       H        =          H    Q        D         =         H
held,_lost       Q    Q     Q      =         O      Q          =     =    H       H        H          H    Q        D         =         H
stored           O    Q     Q      =         O      O          =     =    =       D        =          =    =        =         O         O
stored,_queued   O    Q     O      S         Q      Q          =     Q    H       Q        W          H    Q        O         Q         Q
taken_back       Q    Q     =      =         O      O          O     =    =       D        =          =    =        =         =         O
discarded        Q    Q     =      =         O      O          O     =    =       D        =          =    =        =         =         D
`;

const LETTERS = { Q: 'queued', S: 'sending', W: 'waiting', H: 'held', O: 'stored', D: 'discarded' };

function cells(): [state: string, event: string, leadsTo: string][] {
  const [head = [], ...rows] = STEPS.trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  return rows.flatMap(([state = '', ...letters]) =>
    letters.map((letter, column): [string, string, string] => [
      state.replace('_', ' '),
      head[column] ?? '',
      letter,
    ]),
  );
}

describe('every state meets every event', () => {
  test('and none is left out', () => {
    expect(cells()).toHaveLength(Object.keys(STATES).length * Object.keys(EVENTS).length);
  });

  test.each(cells())('%s, then %s: %s', (state, event, letter) => {
    const before = frozen(STATES[state]?.() as Entry);
    const now = next(before, frozen(EVENTS[event]?.() as EntryEvent));
    if (letter === '=') expect(now).toBe(before);
    else {
      expect(now).not.toBe(before);
      expect(now.state).toBe(LETTERS[letter as keyof typeof LETTERS]);
    }
  });
});
