import { describe, expect, it } from 'vitest';
import { UNNAMED } from '../../../src/domain/conversation';
import { DOUBLE_PRESS, DRAFT_DELAY, LOOK_DELAY, REASONS_CALM } from '../../../src/ui/slip-contract';
import { ANY, opened, scene, viewWith } from './slip-world';

const GOOD = { rating: 'good', comment: '' } as const;
const SAVED = { state: 'saved', actions: ['undo'] } as const;
const saved = { ...SAVED, actions: [...SAVED.actions] } as { state: 'saved'; actions: ['undo'] };
const FIVE = [0, 1, 2, 3, 4].map((turn) => ({ turn, question: `Question ${turn}`, ready: true }));
const STORAGE = { ok: false, refusal: 'storage-failed' } as const;
const FAILED = { ok: false, refusal: 'failed' } as const;
const DONE = { ok: true, value: null } as const;

describe('a press', () => {
  it('shows at once, but nothing is said before the worker has answered', async () => {
    const { slip, show, of } = await opened();
    slip.rate('good');
    expect(slip.state()).toMatchObject({ feedback: GOOD, pending: true });
    expect(slip.state().view?.receipt).toBeNull();
    expect(of('rate').map(({ input }) => input)).toEqual([
      {
        conversation: viewWith().conversation,
        turn: 1,
        pressId: 'press-1',
        feedback: GOOD,
        page: { title: 'June dip', address: 'https://app.clarityq.ai/c/1' },
      },
    ]);
    await show('rate', { feedback: GOOD, receipt: saved });
    expect(slip.state()).toMatchObject({ feedback: GOOD, pending: false, refused: null });
    expect(slip.state().view?.receipt).toEqual(saved);
  });

  it('counts once however fast it is clicked, and takes off when pressed again later', async () => {
    const { slip, show, wait, of } = await opened();
    slip.rate('good');
    slip.rate('good');
    wait(DOUBLE_PRESS - 1);
    slip.rate('good');
    expect(of('rate')).toHaveLength(1);
    await show('rate', { feedback: GOOD });
    wait(1);
    slip.rate('good');
    expect(of('rate').map(({ input }) => input.feedback.rating)).toEqual(['good', null]);
  });

  it('on the other thumb is a change of mind however fast it comes', async () => {
    const { slip, of } = await opened();
    slip.rate('good');
    slip.rate('bad');
    expect(of('rate').map(({ input }) => input.feedback.rating)).toEqual(['good', 'bad']);
    expect(of('rate').map(({ input }) => input.pressId)).toEqual(['press-1', 'press-2']);
  });

  it('keeps the comment when the rating changes', async () => {
    const { slip, of } = await opened({ feedback: { rating: 'good', comment: 'Exact.' } });
    slip.rate('bad');
    expect(of('rate')[0]?.input.feedback).toEqual({ rating: 'bad', comment: 'Exact.' });
  });

  it('leaves unsaved words a draft', async () => {
    const { slip, show, of } = await opened();
    slip.type('not yet');
    slip.rate('good');
    expect(of('rate')[0]?.input.feedback).toEqual(GOOD);
    await show('rate', { feedback: GOOD });
    expect(slip.state()).toMatchObject({ text: 'not yet', dirty: true });
  });

  it('that is refused goes back to what is true, and says why', async () => {
    const { slip, answer, show } = await opened({ feedback: { rating: 'bad', comment: '' } });
    slip.rate('good');
    await answer('rate', STORAGE);
    expect(slip.state()).toMatchObject({
      feedback: { rating: 'bad', comment: '' },
      refused: 'not-saved',
    });
    await show('view', { feedback: { rating: 'bad', comment: '' } });
    expect(slip.state().refused).toBe('not-saved');
  });

  it.each([
    ['not-this-conversation', 'refused-moved'],
    ['not-allowed', 'refused'],
    ['malformed', 'refused'],
  ] as const)('refused as %s says %s', async (refusal, says) => {
    const { slip, answer } = await opened();
    slip.rate('good');
    await answer('rate', { ok: false, refusal });
    expect(slip.state().refused).toBe(says);
  });

  it('that was kept by a worker which died before it could say so is not called unsaved', async () => {
    const { slip, answer, show } = await opened();
    slip.rate('good');
    await answer('rate', FAILED);
    expect(slip.state().refused).toBe('refused');
    await show('view', { feedback: GOOD, receipt: saved });
    expect(slip.state()).toMatchObject({ feedback: GOOD, refused: null });
  });

  it('that was not kept stays refused, whatever is shown next', async () => {
    const { slip, answer, show } = await opened();
    slip.rate('good');
    await answer('rate', FAILED);
    await show('view', {});
    expect(slip.state().refused).toBe('refused');
  });

  it('in an orphaned document asks for a reload, not for another try', async () => {
    const { slip, answer, orphan, of } = await opened();
    orphan();
    slip.rate('good');
    await answer('rate', FAILED);
    expect(of('rate')).toHaveLength(1);
    expect(slip.state().refused).toBe('reload');
  });

  it('of two in flight, the last one’s answer counts', async () => {
    const { slip, of, show } = await opened();
    slip.rate('good');
    slip.rate('bad');
    const [first, second] = of('rate');
    await second?.answer({
      ok: true,
      value: viewWith({ feedback: { rating: 'bad', comment: '' }, receipt: saved }),
    });
    expect(slip.state()).toMatchObject({ pending: true, feedback: { rating: 'bad' } });
    await first?.answer({ ok: true, value: viewWith({ feedback: GOOD }) });
    expect(slip.state()).toMatchObject({ pending: false, feedback: { rating: 'bad' } });
    await show('view', { feedback: { rating: 'bad', comment: '' } });
    expect(slip.state().feedback.rating).toBe('bad');
  });

  it('stays shown when the first of two is answered first', async () => {
    const { slip, show } = await opened();
    slip.rate('good');
    slip.rate('bad');
    await show('rate', { feedback: GOOD });
    expect(slip.state()).toMatchObject({ pending: true, feedback: { rating: 'bad' } });
  });

  it('is not undone by a look that is answered before it', async () => {
    const { slip, show } = await opened();
    slip.rate('good');
    slip.refresh(true);
    await show('view');
    expect(slip.state()).toMatchObject({ pending: true, feedback: GOOD });
    await show('rate', { feedback: GOOD, receipt: saved });
    expect(slip.state().view?.receipt).toEqual(saved);
  });

  it('is not undone by a view that was asked for before it', async () => {
    const { slip, of, show } = await opened();
    slip.refresh(false);
    const late = of('view').at(-1);
    slip.rate('good');
    await late?.answer({ ok: true, value: viewWith() });
    expect(slip.state().feedback).toEqual(GOOD);
    await show('rate', { feedback: GOOD, receipt: saved });
    expect(slip.state().feedback).toEqual(GOOD);
    expect(slip.state().view?.receipt).toEqual(saved);
  });
});

describe('a press before the vendor has named its answers', () => {
  const unnamed = { expresses: ANY, answers: [], turn: UNNAMED };
  const named = { expresses: ANY, answers: FIVE, turn: 4 };
  const neutral = { rating: 'neutral', comment: '' } as const;

  it('is on its way at once, to the answer in front of the person', async () => {
    const { slip, of, show } = await opened(unnamed);
    slip.rate('neutral');
    expect(of('rate').map(({ input }) => [input.turn, input.feedback])).toEqual([
      [UNNAMED, neutral],
    ]);
    await show('rate', { ...unnamed, feedback: neutral, receipt: saved });
    expect(slip.state()).toMatchObject({ pending: false, feedback: neutral });
    slip.refresh(false);
    expect(of('view').at(-1)?.input).toMatchObject({ turn: null });
    await show('view', { ...named, feedback: neutral, receipt: saved });
    expect(slip.state()).toMatchObject({ feedback: neutral, view: { turn: 4 } });
    expect(of('rate')).toHaveLength(1);
  });

  it('keeps the quick reasons pressed meanwhile for it, and no draft without a name', async () => {
    const { slip, of, show, wait } = await opened({ ...unnamed, feedback: GOOD });
    slip.toggle('Clear');
    wait(DRAFT_DELAY);
    expect(of('draft')).toHaveLength(0);
    slip.refresh(false);
    await show('view', { ...named, feedback: GOOD });
    expect(slip.state().text).toBe('Clear. ');
    wait(REASONS_CALM);
    expect(of('rate').map(({ input }) => [input.turn, input.feedback.comment])).toEqual([
      [4, 'Clear.'],
    ]);
    await show('rate', { ...named, feedback: { rating: 'good', comment: 'Clear.' } });
    slip.type('Clear. Though long');
    wait(DRAFT_DELAY);
    expect(of('draft').at(-1)?.input).toMatchObject({ turn: 4, text: 'Clear. Though long' });
  });

  it('keeps words begun meanwhile as a draft of the answer, once it has its name', async () => {
    const { slip, of, show, wait } = await opened({ ...unnamed, feedback: GOOD });
    slip.toggle('Expected instead:');
    slip.refresh(false);
    await show('view', { ...named, feedback: GOOD });
    wait(DRAFT_DELAY);
    expect(of('draft').map(({ input }) => input.turn)).toEqual([4]);
  });

  it('held without a name among others: its words are a draft of the newest', async () => {
    const { slip, of, wait } = await opened({ ...named, turn: UNNAMED, feedback: GOOD });
    slip.type('Half a sentence');
    wait(DRAFT_DELAY);
    expect(of('draft').map(({ input }) => input.turn)).toEqual([4]);
  });
});

describe('a comment', () => {
  it('is saved as one whole with the rating, blanks around it taken off', async () => {
    const { slip, of } = await opened({ feedback: GOOD });
    slip.type('  Exact.  ');
    expect(slip.state()).toMatchObject({ dirty: true, saveable: true });
    slip.save();
    expect(of('rate')[0]?.input.feedback).toEqual({ rating: 'good', comment: 'Exact.' });
  });

  it('without a thumb is neutral where the vendor means that', async () => {
    const { slip, of } = await opened({ expresses: ANY, answers: FIVE, turn: 4 });
    slip.type('Hm.');
    slip.save();
    expect(of('rate')[0]?.input).toMatchObject({
      turn: 4,
      feedback: { rating: 'neutral', comment: 'Hm.' },
    });
  });

  it('that is too long is neither cut nor saved', async () => {
    const { slip, of } = await opened();
    slip.type('😀'.repeat(21));
    expect(slip.state()).toMatchObject({ dirty: true, saveable: false });
    slip.save();
    expect(of('rate')).toHaveLength(0);
    expect(slip.state().text).toBe('😀'.repeat(21));
    slip.type('😀'.repeat(20));
    expect(slip.state().saveable).toBe(true);
  });

  it('that says what is saved is not saved again', async () => {
    const { slip, of } = await opened({ feedback: { rating: 'good', comment: 'é' } });
    slip.type('e\u0301 ');
    expect(slip.state()).toMatchObject({ dirty: false, saveable: false });
    slip.save();
    expect(of('rate')).toHaveLength(0);
  });

  it('once saved is no draft any more, and the kept draft is dropped', async () => {
    const { slip, wait, of, answer, show } = await opened({ feedback: GOOD });
    slip.type('Exa');
    wait(DRAFT_DELAY);
    await answer('draft', DONE);
    slip.type('Exact.');
    slip.save();
    await show('rate', { feedback: { rating: 'good', comment: 'Exact.' }, draft: 'Exa' });
    expect(slip.state()).toMatchObject({ text: 'Exact.', dirty: false });
    expect(of('draft').map(({ input }) => input.text)).toEqual(['Exa', null]);
  });

  it('whose saving is refused stays in the field', async () => {
    const { slip, answer } = await opened({ feedback: GOOD });
    slip.type('Exact.');
    slip.save();
    await answer('rate', STORAGE);
    expect(slip.state()).toMatchObject({
      text: 'Exact.',
      dirty: true,
      saveable: true,
      refused: 'not-saved',
    });
  });

  it('typed on while an earlier stage is being saved stays typed', async () => {
    const { slip, show } = await opened({ feedback: GOOD });
    slip.type('One');
    slip.save();
    slip.type('One two');
    await show('rate', { feedback: { rating: 'good', comment: 'One' } });
    expect(slip.state()).toMatchObject({ text: 'One two', dirty: true });
  });
});

describe('a draft', () => {
  it('is on its way within the limit, however long the typing goes on', async () => {
    const { slip, wait, of } = await opened();
    expect(DRAFT_DELAY).toBeLessThanOrEqual(250);
    for (const text of ['a', 'ab', 'abc']) {
      slip.type(text);
      wait(DRAFT_DELAY / 2);
    }
    expect(of('draft').map(({ input }) => input)).toEqual([
      { conversation: viewWith().conversation, turn: 1, text: 'ab' },
    ]);
    wait(DRAFT_DELAY);
    expect(of('draft').map(({ input }) => input.text)).toEqual(['ab', 'abc']);
  });

  it('is written at once when the field is left or the slip is closed', async () => {
    const first = await opened();
    first.slip.type('left');
    first.slip.rest();
    expect(first.of('draft').map(({ input }) => input.text)).toEqual(['left']);
    const second = await opened();
    second.slip.type('closed');
    second.slip.close();
    expect(second.of('draft').map(({ input }) => input.text)).toEqual(['closed']);
  });

  it('is dropped when the text is what is saved again, and kept when it is emptied', async () => {
    const { slip, wait, of } = await opened({ feedback: { rating: 'good', comment: 'Exact.' } });
    slip.type('');
    wait(DRAFT_DELAY);
    slip.type('Exact.');
    wait(DRAFT_DELAY);
    expect(of('draft').map(({ input }) => input.text)).toEqual(['', null]);
  });

  it('is not overwritten by a view while the person is typing', async () => {
    const { slip, show } = await opened({ draft: 'old' });
    expect(slip.state().text).toBe('old');
    slip.type('old and new');
    slip.refresh(false);
    await show('view', { draft: 'old' });
    expect(slip.state().text).toBe('old and new');
  });

  it('is not overwritten by a view that was asked for before the field was left', async () => {
    const { slip, show, of } = await opened();
    slip.refresh(false);
    slip.type('mine');
    slip.rest();
    await show('view', { draft: null });
    expect(slip.state().text).toBe('mine');
    expect(of('view')).toHaveLength(3);
    await show('view', { draft: 'theirs' });
    expect(slip.state().text).toBe('theirs');
  });

  it('that could not be kept is told, until it could', async () => {
    const { slip, wait, answer } = await opened();
    slip.type('a');
    wait(DRAFT_DELAY);
    await answer('draft', STORAGE);
    expect(slip.state()).toMatchObject({ refused: 'draft-not-kept', text: 'a' });
    slip.type('ab');
    wait(DRAFT_DELAY);
    await answer('draft', DONE);
    expect(slip.state().refused).toBeNull();
  });

  it('that is out of date by the time it fails is nobody’s concern', async () => {
    const { slip, wait, of } = await opened();
    for (const text of ['a', 'ab']) {
      slip.type(text);
      wait(DRAFT_DELAY);
    }
    const [older, newer] = of('draft');
    await newer?.answer(DONE);
    await older?.answer(STORAGE);
    expect(slip.state().refused).toBeNull();
  });
});

describe('answers', () => {
  const middle = { expresses: ANY, answers: FIVE, turn: 2 };

  it('are stepped through; what was typed stays with its own', async () => {
    const { slip, of, show } = await opened(middle);
    slip.type('about two');
    slip.step(1);
    expect(slip.state().view?.turn).toBe(2);
    expect(of('view').at(-1)?.input.turn).toBe(3);
    await show('view', { ...middle, turn: 3 });
    expect(of('draft').map(({ input }) => [input.turn, input.text])).toEqual([[2, 'about two']]);
    expect(slip.state()).toMatchObject({ text: '', dirty: false });
  });

  it('stepped twice before the first arrived lead two on', async () => {
    const { slip, of, show } = await opened(middle);
    slip.step(1);
    slip.step(1);
    await show('view', { ...middle, turn: 3 });
    expect(of('view').at(-1)?.input.turn).toBe(4);
    await show('view', { ...middle, turn: 4 });
    expect(slip.state().view?.turn).toBe(4);
  });

  it('end at both ends', async () => {
    const { slip, of } = await opened({ ...middle, turn: 4 });
    slip.step(1);
    expect(of('view')).toHaveLength(1);
  });

  it('that are new are offered, not switched to', async () => {
    const { slip, of, show } = await opened({ ...middle, turn: 4 });
    expect(slip.state().newer).toBe(false);
    slip.refresh(false);
    expect(of('view').at(-1)?.input.turn).toBe(4);
    const six = [...FIVE, { turn: 9, question: 'Six', ready: true }];
    await show('view', { ...middle, answers: six, turn: 4 });
    expect(slip.state()).toMatchObject({ newer: true, view: { turn: 4 } });
    slip.takeOffer();
    expect(of('view').at(-1)?.input.turn).toBe(9);
    await show('view', { ...middle, answers: six, turn: 9 });
    expect(slip.state().newer).toBe(false);
  });

  it('that are being read are offered, before a newer one, and not switched to', async () => {
    const { slip, of, show, changes } = await opened({ ...middle, turn: 4 });
    slip.note(4);
    expect(slip.state().read).toBeUndefined();
    slip.note(1);
    const before = changes();
    slip.note(1);
    expect(changes()).toBe(before);
    expect(slip.state()).toMatchObject({ read: FIVE[1], view: { turn: 4 } });
    expect(of('view')).toHaveLength(1);
    slip.takeOffer();
    expect(of('view').at(-1)?.input.turn).toBe(1);
    await show('view', { ...middle, turn: 1 });
    expect(slip.state().read).toBeUndefined();
    slip.note(null);
    slip.note(8);
    expect(slip.state().read).toBeUndefined();
  });

  it('include number 0', async () => {
    const { slip, of } = await opened({ ...middle, answers: FIVE.slice(0, 1), turn: 0 });
    slip.rate('good');
    expect(of('rate')[0]?.input.turn).toBe(0);
  });
});

describe('asking', () => {
  it('looks once the conversation was in sight for a second', async () => {
    const { wait, of } = await opened();
    wait(LOOK_DELAY - 1);
    expect(of('view').map(({ input }) => input.look)).toEqual([false]);
    wait(1);
    expect(of('view').map(({ input }) => input.look)).toEqual([false, true]);
  });

  it('looks when the person comes back to it, but not before that first look', async () => {
    const { slip, wait, of, show } = await opened();
    slip.refresh(true, true);
    await show('view');
    wait(LOOK_DELAY);
    slip.refresh(true, true);
    expect(of('view').map(({ input }) => [input.look, input.focus])).toEqual([
      [false, undefined],
      [false, undefined],
      [true, undefined],
      [true, true],
    ]);
  });

  it('does not look for a tab nobody sees', () => {
    const { slip, wait, of } = scene();
    slip.open(() => false);
    wait(LOOK_DELAY);
    expect(of('view').map(({ input }) => input.look)).toEqual([false]);
  });

  it('turns a storm of hints into one request at a time', async () => {
    const { slip, of, show } = await opened();
    for (let hint = 0; hint < 50; hint += 1) slip.refresh(false);
    expect(of('view')).toHaveLength(2);
    await show('view');
    expect(of('view')).toHaveLength(3);
    await show('view');
    expect(of('view')).toHaveLength(3);
  });

  it('costs one message for a press, and one view for the hint that follows', async () => {
    const { slip, asked, show } = await opened();
    const before = asked.length;
    slip.rate('good');
    slip.refresh(false);
    expect(asked.length - before).toBe(1);
    await show('rate', { feedback: GOOD });
    expect(asked.slice(before).map(({ kind }) => kind)).toEqual(['rate', 'view']);
  });

  it('says so when the first view never comes', async () => {
    const { slip, answer } = scene();
    slip.open(() => true);
    await answer('view', FAILED);
    expect(slip.state()).toMatchObject({ view: null, refused: 'not-answered' });
    slip.refresh(false);
  });

  it('stops when it is closed', async () => {
    const { slip, show, changes, of } = await opened();
    slip.refresh(false);
    slip.close();
    const before = changes();
    await show('view');
    slip.refresh(false);
    expect(changes()).toBe(before);
    expect(of('view')).toHaveLength(2);
  });
});

describe('decisions', () => {
  it('are sent as they are, Undo with an id of its own', async () => {
    const { slip, of, wait } = await opened({ feedback: GOOD });
    slip.act('undo');
    slip.act('undo');
    expect(of('undo').map(({ input }) => input.pressId)).toEqual(['press-1']);
    wait(DOUBLE_PRESS);
    slip.act('send-anyway');
    expect(of('decide').map(({ input }) => input.decision)).toEqual(['send-anyway']);
  });

  it('bring the words back that Undo restores', async () => {
    const { slip, show } = await opened({ feedback: { rating: 'good', comment: 'New' } });
    slip.act('undo');
    await show('undo', { feedback: { rating: 'bad', comment: 'Old' } });
    expect(slip.state()).toMatchObject({ text: 'Old', dirty: false, feedback: { rating: 'bad' } });
  });

  it('choose a connection', async () => {
    const { slip, of } = await opened();
    slip.choose('two');
    expect(of('choose')[0]?.input).toEqual({
      conversation: viewWith().conversation,
      connection: 'two',
    });
  });
});

describe('what will be sent', () => {
  const POST = { ok: true, value: { request: 'POST' } } as const;
  const PATCH = { ok: true, value: { request: 'PATCH' } } as const;

  it('is asked for what stands here, saved or not, and closed again', async () => {
    const { slip, of, answer } = await opened({ feedback: GOOD });
    slip.type('  not yet ');
    slip.inspect();
    expect(of('preview').map(({ input }) => [input.turn, input.feedback])).toEqual([
      [1, { rating: 'good', comment: 'not yet' }],
    ]);
    await answer('preview', POST);
    expect(slip.state().payload).toEqual({ request: 'POST' });
    slip.inspect();
    expect(slip.state().payload).toBeNull();
    expect(of('preview')).toHaveLength(1);
  });

  it('closed, stays closed when an answer still comes', async () => {
    const { slip, of, answer, wait } = await opened({ feedback: GOOD });
    slip.inspect();
    await answer('preview', POST);
    slip.type('more');
    wait(DRAFT_DELAY);
    await answer('draft', DONE);
    expect(of('preview')).toHaveLength(2);
    slip.inspect();
    await answer('preview', PATCH);
    expect(slip.state().payload).toBeNull();
  });

  it('follows what is typed and what has become of it while it is open', async () => {
    const { slip, of, answer, show, wait } = await opened({ feedback: GOOD });
    slip.inspect();
    await answer('preview', POST);
    slip.type('more');
    wait(DRAFT_DELAY);
    await answer('draft', DONE);
    expect(of('preview').at(-1)?.input.feedback.comment).toBe('more');
    await answer('preview', POST);
    slip.rate('bad');
    await show('rate', { feedback: { rating: 'bad', comment: '' }, draft: 'more' });
    expect(of('preview').at(-1)?.input.feedback).toEqual({ rating: 'bad', comment: 'more' });
    await answer('preview', PATCH);
    expect(slip.state().payload).toEqual({ request: 'PATCH' });
  });
});
