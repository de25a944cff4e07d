import './messages';
import { describe, expect, it } from 'vitest';
import type { Difference } from '../../../src/domain/compare';
import type { Failure } from '../../../src/domain/failure';
import type { Receipt } from '../../../src/domain/receipt';
import { lookOf } from '../../../src/ui/receipt-look';
import { plain, type Sentence } from '../../../src/ui/sentence';
import {
  failureSentence,
  figure,
  momentOf,
  type Refused,
  ratingWords,
  receiptSentence,
  refusedSentence,
} from '../../../src/ui/sentences';
import { Words } from '../../../src/ui/words';

const NOW = new Date(2026, 10, 21, 14, 30).getTime();
const AT = new Date(2026, 10, 21, 14, 2).getTime();
/** Plain, semibold and plain text of a sentence, as they are shown. */
const shown = (of: Sentence) => {
  const [before, strong, after] = [Words({ of }).props.children].flat() as [
    string,
    { props: { children: string } },
    string,
  ];
  return [before, strong.props.children, after];
};
const spaced = (text: string) => text.replace(/\s/g, ' ');

const FAILURES: { [K in Failure['kind']]: Extract<Failure, { kind: K }> } = {
  offline: { kind: 'offline' },
  unreachable: { kind: 'unreachable' },
  timeout: { kind: 'timeout' },
  'vendor-down': { kind: 'vendor-down', status: 503 },
  'rate-limited': { kind: 'rate-limited', retryAfterMs: null },
  intercepted: { kind: 'intercepted' },
  'unreadable-reply': { kind: 'unreadable-reply', why: 'empty' },
  redirected: { kind: 'redirected' },
  interrupted: { kind: 'interrupted' },
  'not-ready': { kind: 'not-ready' },
  'key-refused': { kind: 'key-refused' },
  'no-access': { kind: 'no-access' },
  'not-found': { kind: 'not-found' },
  rejected: { kind: 'rejected', status: 422, message: 'comment: too rude' },
  'answer-failed': { kind: 'answer-failed' },
  'access-withheld': { kind: 'access-withheld', host: 'api.clarityq.ai' },
  'outside-vendor': { kind: 'outside-vendor', host: 'evil.example' },
  locked: { kind: 'locked' },
  'no-connection': { kind: 'no-connection' },
  barred: { kind: 'barred' },
  'several-connections': { kind: 'several-connections' },
  'comment-too-long': { kind: 'comment-too-long', limit: 2000 },
  'cannot-tell-own-row': { kind: 'cannot-tell-own-row' },
};

const STATES: { [S in Receipt['state']]: Receipt & { state: S } } = {
  saved: { state: 'saved', actions: [] },
  'out-of-reach': { state: 'out-of-reach', actions: [] },
  waiting: { state: 'waiting', actions: [] },
  gone: { state: 'gone', actions: [] },
  reviewed: { state: 'reviewed', actions: [] },
  changed: { state: 'changed', actions: [] },
  locked: { state: 'locked', actions: [] },
  'not-set-up': { state: 'not-set-up', actions: [] },
  stored: { state: 'stored', at: AT, author: null, actions: [] },
  'taken-back': { state: 'taken-back', at: AT, actions: [] },
  differs: { state: 'differs', differences: [{ kind: 'turn' }], at: AT, actions: [] },
  'not-vouched': { state: 'not-vouched', minutes: 7, actions: [] },
  'needs-person': { state: 'needs-person', failure: { kind: 'key-refused' }, actions: [] },
};

describe('every state', () => {
  it('says what the contract says', () => {
    const said = Object.fromEntries(
      Object.entries(STATES).map(([state, receipt]) => [
        state,
        spaced(plain(receiptSentence(receipt, 'ClarityQ', NOW))),
      ]),
    );
    expect(said).toEqual({
      gone: 'Deleted in ClarityQ: what you gave is not stored there any more. Press again to give it anew.',
      saved: 'Saved on this device, sending…',
      'out-of-reach': 'Saved on this device. Will be sent when ClarityQ can be reached.',
      waiting: 'Waiting for the answer to finish.',
      reviewed: 'Reviewed by your team.',
      changed: 'The answer has changed since you rated it.',
      locked: 'Saved on this device. Unlock Verdict to send.',
      'not-set-up': 'Add your ClarityQ key to send feedback.',
      stored: 'Stored in ClarityQ at 14:02.',
      'taken-back': 'Taken back in ClarityQ at 14:02.',
      differs: 'Stored differently: it is on another answer.',
      'not-vouched':
        'Not sent: Verdict could not watch this conversation for 7 min and cannot tell whether this is still the latest answer.',
      'needs-person': 'ClarityQ refused this key; add a new one in Options.',
    });
  });

  it('differs from every other in words and, but for shared states, in its icon', () => {
    const words = Object.values(STATES).map((receipt) =>
      plain(receiptSentence(receipt, 'ClarityQ', NOW)),
    );
    expect(new Set(words).size).toBe(words.length);
    const icons = Object.values(STATES).map((receipt) => lookOf(receipt).icon);
    expect(new Set(icons).size).toBe(icons.length);
  });

  it('names whom it was stored for, set apart from the words around it', () => {
    const words = receiptSentence(
      { state: 'stored', at: AT, author: 'mira@northwind.example', actions: [] },
      'Clarifeye',
      NOW,
    );
    expect(spaced(plain(words))).toBe('Stored in Clarifeye as mira@northwind.example at 14:02.');
    expect(words.match(/\u2068.*?\u2069/g)).toEqual([
      '\u2068mira@northwind.example\u2069',
      '\u206814:02\u2069',
    ]);
    expect(words.split('**')[1]).toBe('Stored');
  });

  it('never breaks the line between a time and its “at”', () => {
    expect(plain(receiptSentence(STATES.stored, 'ClarityQ', NOW))).toContain('at\u00a014:02');
  });
});

describe('every failure', () => {
  it.each(Object.values(FAILURES).map((failure) => [failure.kind, failure] as const))(
    '%s has one sentence with every gap filled',
    (_, failure) => {
      const words = plain(failureSentence(failure, 'ClarityQ'));
      expect(words.length).toBeGreaterThan(20);
      expect(words).not.toMatch(/\$\d|\*\*|undefined|null/);
    },
  );

  it('repeats the vendor’s words, and says so where it gave none', () => {
    expect(plain(failureSentence(FAILURES.rejected, 'ClarityQ'))).toBe(
      'ClarityQ did not accept it: comment: too rude',
    );
    expect(
      plain(failureSentence({ kind: 'rejected', status: 422, message: '' }, 'ClarityQ')),
    ).toContain('(422)');
  });

  it('keeps a vendor’s words what they are: no marks, no gaps', () => {
    const message = '**bold** $1 <b>x</b>';
    const words = failureSentence({ kind: 'rejected', status: 400, message }, 'ClarityQ');
    expect(words).toBe(`**ClarityQ did not accept it:** \u2068${message}\u2069`);
    expect(plain(words)).toBe(`ClarityQ did not accept it: ${message}`);
    expect(shown(words)).toEqual(['', 'ClarityQ did not accept it:', ` \u2068${message}\u2069`]);
  });

  it('names the host, the limit and the status it is about', () => {
    expect(plain(failureSentence(FAILURES['access-withheld'], 'ClarityQ'))).toContain(
      'api.clarityq.ai',
    );
    expect(plain(failureSentence(FAILURES['comment-too-long'], 'ClarityQ'))).toContain('2,000');
    expect(plain(failureSentence(FAILURES['vendor-down'], 'ClarityQ'))).toContain('503');
  });
});

describe('differences', () => {
  const differs = (...differences: Difference[]) =>
    plain(receiptSentence({ state: 'differs', differences, at: AT, actions: [] }, 'C', NOW));

  it.each<[Difference, string]>([
    [{ kind: 'rating', stored: 'bad' }, 'the rating is “Bad”'],
    [{ kind: 'rating', stored: null }, 'the rating is “None”'],
    [{ kind: 'comment-missing' }, 'the comment is missing'],
    [
      { kind: 'comment-cut', stored: 1000, meant: 2000 },
      'the comment was cut to 1,000 of 2,000 characters',
    ],
    [{ kind: 'comment-other' }, 'the comment was changed'],
    [{ kind: 'conversation' }, 'it is on another conversation'],
    [{ kind: 'turn' }, 'it is on another answer'],
    [
      { kind: 'author', stored: 'a@x.example', meant: 'b@x.example' },
      'as a@x.example, not as b@x.example',
    ],
  ])('%j', (difference, words) => {
    expect(differs(difference)).toBe(`Stored differently: ${words}.`);
  });

  it('stand in one row', () => {
    expect(differs({ kind: 'comment-missing' }, { kind: 'rating', stored: 'good' })).toBe(
      'Stored differently: the comment is missing and the rating is “Good”.',
    );
  });
});

describe('the rest', () => {
  it.each<Refused>([
    'not-saved',
    'refused-moved',
    'refused',
    'draft-not-kept',
    'not-answered',
    'reload',
  ])('a refusal (%s) has words', (refused) => {
    expect(plain(refusedSentence(refused)).length).toBeGreaterThan(20);
  });

  it('ratings are named as the contract names them', () => {
    expect((['good', 'neutral', 'bad'] as const).map(ratingWords)).toEqual([
      { name: 'Good answer', word: 'Good' },
      { name: 'Neutral', word: 'Neutral' },
      { name: 'Bad answer', word: 'Bad' },
    ]);
  });

  it('a moment of another day has its date', () => {
    expect(momentOf(AT, NOW)).toBe('14:02');
    expect(momentOf(AT - 86_400_000, NOW)).toBe('20 Nov 2026,\u00a014:02');
  });

  it('figures have the language’s separators', () => {
    expect(figure(2000)).toBe('2,000');
  });
});
