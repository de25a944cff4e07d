import type { Entry } from '../../../src/domain/entry.ts';
import type { Failure } from '../../../src/domain/failure.ts';
import { FIXTURES } from '../../sandbox/sandbox.ts';

const { clarityq: cq } = FIXTURES;

const held = (failure: Failure): Partial<Entry> => ({
  state: 'held',
  hold: { kind: 'failure', failure },
  stored: null,
});
const stored = (change: object): Partial<Entry> => ({
  stored: {
    feedback: { rating: 'good', comment: 'The chart leaves out the returns.' },
    at: Date.now(),
    row: null,
    author: null,
    reviewed: false,
    differences: [],
    ...change,
  },
});

/** Every receipt line there is, by the message that says it. */
export const RECEIPTS: [key: string, change: () => Partial<Entry>][] = [
  ['stateStored', () => stored({})],
  ['stateStoredAs', () => stored({ author: 'mira.lindqvist@northwind.example' })],
  ['stateReviewed', () => stored({ reviewed: true })],
  [
    'stateDiffers',
    () =>
      stored({
        differences: [
          { kind: 'rating', stored: 'bad' },
          { kind: 'comment-cut', stored: 1200, meant: 2345 },
          { kind: 'author', stored: 'ada@northwind.example', meant: 'mira@northwind.example' },
        ],
      }),
  ],
  [
    'stateTakenBack',
    () => ({
      ...stored({ feedback: { rating: null, comment: '' } }),
      intent: { rating: null, comment: '' },
      past: [{ rating: 'good', comment: '' }],
    }),
  ],
  ['stateSaved', () => ({ state: 'queued', stored: null })],
  ['stateOutOfReach', () => ({ state: 'queued', stored: null, failure: { kind: 'offline' } })],
  ['stateWaiting', () => ({ state: 'waiting', stored: null })],
  ['stateChanged', () => ({ state: 'held', hold: { kind: 'answer-changed' }, stored: null })],
  [
    'stateNotVouched',
    () => ({ state: 'held', hold: { kind: 'not-vouched', minutes: 7 }, stored: null }),
  ],
  ['stateLocked', () => held({ kind: 'locked' })],
  ['failureKeyRefused', () => held({ kind: 'key-refused' })],
  ['failureAccessWithheld', () => held({ kind: 'access-withheld', host: cq.apiHost })],
  ['failureCannotTellOwnRow', () => held({ kind: 'cannot-tell-own-row' })],
];
