import { describe, expect, it } from 'vitest';
import { REASONS_CALM } from '../../../src/ui/slip-contract';
import { opened } from './slip-world';

const GOOD = { rating: 'good', comment: '' } as const;
const BAD = { rating: 'bad', comment: '' } as const;
const DONE = { ok: true, value: null } as const;
type Scene = Awaited<ReturnType<typeof opened>>;
const shown = ({ slip }: Scene) =>
  slip.state().reasons.map(({ reason, pressed }) => (pressed ? `[${reason}]` : reason));
const stored = ({ of }: Scene) => of('rate').map(({ input }) => input.feedback.comment);

describe('quick reasons', () => {
  it('are those of the rating; without one there are none', async () => {
    expect(shown(await opened())).toEqual([]);
    expect(shown(await opened({ feedback: GOOD }))).toEqual(['Correct', 'Clear']);
    expect(shown(await opened({ feedback: BAD }))).toEqual(['Outdated', 'Wrong chart']);
    const neutral = { rating: 'neutral', comment: '' } as const;
    expect(shown(await opened({ feedback: neutral }))).toEqual(['Outdated', 'Wrong chart']);
  });

  it('are read back from what is stored, those of another rating among them', async () => {
    const comment = 'Clear. Outdated. So it seems.';
    expect(shown(await opened({ feedback: { rating: 'good', comment } }))).toEqual([
      'Correct',
      '[Clear]',
      '[Outdated]',
    ]);
  });

  it('are stored together once none was pressed for a while, and are no draft before', async () => {
    const set = await opened({ feedback: GOOD });
    set.slip.toggle('Clear');
    expect(shown(set)).toEqual(['Correct', '[Clear]']);
    expect(set.slip.state()).toMatchObject({ text: 'Clear. ', dirty: false });
    set.wait(REASONS_CALM - 1);
    set.slip.toggle('Correct');
    set.wait(REASONS_CALM - 1);
    expect(stored(set)).toEqual([]);
    set.wait(1);
    expect(stored(set)).toEqual(['Clear. Correct.']);
    await set.show('rate', { feedback: { rating: 'good', comment: 'Clear. Correct.' } });
    expect(set.slip.state()).toMatchObject({ text: 'Clear. Correct. ', dirty: false });
    set.wait(REASONS_CALM);
    expect(stored(set)).toHaveLength(1);
  });

  it('pressed twice leave what was stored', async () => {
    const set = await opened({ feedback: { rating: 'good', comment: 'Same figures.' } });
    set.slip.toggle('Clear');
    set.slip.toggle('Clear');
    expect(set.slip.state()).toMatchObject({ text: 'Same figures.', dirty: false });
    set.wait(REASONS_CALM);
    expect(stored(set)).toEqual([]);
  });

  it('leave words that were not saved a draft', async () => {
    const set = await opened({ feedback: { rating: 'good', comment: 'Stored.' } });
    set.slip.type('Stored. And half a thou');
    set.slip.toggle('Correct');
    expect(set.slip.state()).toMatchObject({
      text: 'Correct. Stored. And half a thou',
      dirty: true,
    });
    set.wait(REASONS_CALM);
    expect(stored(set)).toEqual(['Correct. Stored.']);
    await set.show('rate', { feedback: { rating: 'good', comment: 'Correct. Stored.' } });
    expect(set.slip.state()).toMatchObject({
      text: 'Correct. Stored. And half a thou',
      dirty: true,
    });
  });

  it('go with the words that are saved meanwhile, once', async () => {
    const set = await opened({ feedback: GOOD });
    set.slip.toggle('Clear');
    set.slip.type('Clear. Same figures.');
    set.slip.save();
    set.wait(REASONS_CALM);
    expect(stored(set)).toEqual(['Clear. Same figures.']);
  });

  it.each<[string, (set: Scene) => void]>([
    ['the field is left or the page goes', ({ slip }) => slip.rest()],
    ['the panel goes', ({ slip }) => slip.close()],
    ['the person steps to another answer', ({ slip }) => slip.step(-1)],
  ])('are stored at once when %s', async (_, leave) => {
    const answers = [0, 1].map((turn) => ({ turn, question: null, ready: true }));
    const set = await opened({ feedback: GOOD, answers, turn: 1 });
    set.slip.toggle('Clear');
    leave(set);
    expect(stored(set)).toEqual(['Clear.']);
    expect(set.of('rate')[0]?.input.turn).toBe(1);
  });

  it('are not stored where they make the comment too long; they stay a draft', async () => {
    const comment = 'x'.repeat(18);
    const set = await opened({ feedback: { rating: 'bad', comment } });
    set.slip.toggle('Outdated');
    set.wait(REASONS_CALM);
    await set.answer('draft', DONE);
    expect(stored(set)).toEqual([]);
    expect(set.slip.state()).toMatchObject({ text: `Outdated. ${comment}`, dirty: true });
    expect(set.slip.state().saveable).toBe(false);
  });

  it('that begin a line are a draft until words are saved with them; other reasons go ahead', async () => {
    const reasons = { good: [], bad: ['Outdated', 'Want:'] };
    const set = await opened({ feedback: BAD, reasons });
    set.slip.toggle('Want:');
    expect(shown(set)).toEqual(['Outdated', '[Want:]']);
    expect(set.slip.state()).toMatchObject({ text: 'Want: ', dirty: true, saveable: true });
    set.wait(REASONS_CALM);
    expect(stored(set)).toEqual([]);
    expect(set.of('draft').map(({ input }) => input.text)).toEqual(['Want: ']);
    await set.answer('draft', DONE);
    set.slip.toggle('Outdated');
    set.wait(REASONS_CALM);
    expect(stored(set)).toEqual(['Outdated.']);
    await set.show('rate', { reasons, feedback: { rating: 'bad', comment: 'Outdated.' } });
    expect(set.slip.state()).toMatchObject({ text: 'Outdated. Want: ', dirty: true });
    set.slip.type('Outdated. Want: May');
    set.slip.save();
    expect(stored(set).at(-1)).toBe('Outdated. Want: May');
    await set.show('rate', {
      reasons,
      feedback: { rating: 'bad', comment: 'Outdated. Want: May' },
    });
    expect(shown(set)).toEqual(['[Outdated]', '[Want:]']);
    expect(set.slip.state()).toMatchObject({ dirty: false });
  });

  it('survive as a draft until they are stored', async () => {
    const set = await opened({ feedback: GOOD });
    set.slip.toggle('Clear');
    set.wait(200);
    expect(set.of('draft').map(({ input }) => input.text)).toEqual(['Clear. ']);
    await set.answer('draft', DONE);
    set.wait(REASONS_CALM);
    await set.show('rate', {
      feedback: { rating: 'good', comment: 'Clear.' },
      draft: 'Clear. ',
    });
    expect(set.of('draft').at(-1)?.input.text).toBeNull();
  });
});
