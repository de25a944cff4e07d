import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heldByVendor } from '../../../src/domain/entry';
import { type Feedback, NOTHING, sameFeedback } from '../../../src/domain/feedback';
import { next } from '../../../src/domain/transition';
import { attempt, BAD, GOOD, press, RUNS, receipt, untouched, WORDS } from './entries';

type Happening = { kind: 'press'; feedback: Feedback } | { kind: 'begin' } | { kind: 'end' };

const HAPPENING: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    kind: fc.constant('press' as const),
    feedback: fc.constantFrom(GOOD, BAD, WORDS),
  }),
  fc.record({ kind: fc.constantFrom('begin' as const, 'end' as const) }),
);

/** A vendor that stores what it is sent, and everything that was sent to it. */
function play(happenings: readonly Happening[]) {
  const writes: { sent: Feedback; meant: Feedback }[] = [];
  let entry = untouched();
  let meant = NOTHING;
  const begin = () => {
    if (entry.state !== 'queued') return;
    writes.push({ sent: entry.intent, meant });
    const event = { kind: 'attempted', at: 5, dueAt: 5, mayRepeat: true } as const;
    entry = next(entry, { ...event, attempt: attempt(entry.intent, 5) });
  };
  const end = () => {
    if (entry.state !== 'sending' || !entry.attempt) return;
    entry = next(entry, { kind: 'stored', at: 6, stored: receipt(entry.attempt.feedback) });
  };
  for (const happening of happenings) {
    if (happening.kind === 'press') {
      meant = happening.feedback;
      entry = next(entry, press(meant, 4));
    } else if (happening.kind === 'begin') begin();
    else end();
  }
  for (let steps = 0; steps < 4; steps += 1) {
    end();
    begin();
  }
  return { entry, writes, meant };
}

test('of presses that come before they can be sent only the last is, and it is what ends up stored', () => {
  fc.assert(
    fc.property(fc.array(HAPPENING, { maxLength: 60 }), (happenings) => {
      const { entry, writes, meant } = play(happenings);
      for (const { sent, meant: then } of writes) expect(sent).toEqual(then);
      expect(heldByVendor(entry)).toEqual(meant);
      expect(['stored', 'discarded']).toContain(entry.state);
    }),
    RUNS,
  );
});

test('nothing is sent twice in a row, and no more often than somebody could send', () => {
  fc.assert(
    fc.property(fc.array(HAPPENING, { maxLength: 60 }), (happenings) => {
      const { writes } = play(happenings);
      for (const [index, { sent }] of writes.entries()) {
        const before = writes[index - 1]?.sent ?? NOTHING;
        expect(sameFeedback(sent, before), `write ${index}`).toBe(false);
      }
      const begins = happenings.filter(({ kind }) => kind === 'begin').length;
      expect(writes.length).toBeLessThanOrEqual(begins + 2);
    }),
    RUNS,
  );
});
