import './messages';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../src/domain/failure';
import { CloudStruck } from '../../../src/ui/icon';
import { plain } from '../../../src/ui/sentence';
import { toldOf } from '../../../src/ui/told';
import { opened } from './slip-world';

const told = async (over: Parameters<typeof opened>[0]) => {
  const { slip } = await opened(over);
  return toldOf(slip.state(), 0);
};
const problem = (failure: Failure) => told({ problem: failure });

describe('what a slip tells', () => {
  it('is nothing where nothing was done and nothing is wrong', async () => {
    expect(await told({})).toBeNull();
  });

  it('is the receipt rather than a failed look', async () => {
    const both = await told({
      receipt: { state: 'waiting', actions: ['undo'] },
      problem: { kind: 'timeout' },
    });
    expect(both && plain(both.words)).toBe('Waiting for the answer to finish.');
    expect(both?.actions).toEqual(['undo']);
  });

  it('says what is on its way to be signed only where the giver is told with it', async () => {
    const receipt = { state: 'saved', actions: ['undo'] } as const;
    const over = { receipt: { ...receipt, actions: [...receipt.actions] } };
    expect((await told(over))?.signed).toBe(false);
    const { slip } = await opened(over);
    const state = slip.state();
    const view = state.view && {
      ...state.view,
      expresses: { ...state.view.expresses, readsBack: true },
    };
    expect(toldOf({ ...state, view }, 0)?.signed).toBe(true);
  });

  it('gives the line its room with the first press, so that the thumbs move once', async () => {
    const { slip, answer } = await opened({});
    slip.rate('good');
    const saving = toldOf(slip.state(), 0);
    expect(saving?.actions).toEqual(['undo']);
    expect(slip.state().pending).toBe(true);
    await answer('rate', { ok: false, refusal: 'storage-failed' });
    expect(toldOf(slip.state(), 0)?.look.tone).toBe('act');
  });

  it('gives it none for a press that says nothing', async () => {
    const { slip } = await opened({});
    slip.choose('c1');
    expect(slip.state().pending).toBe(true);
    expect(toldOf(slip.state(), 0)).toBeNull();
  });

  it('is a refusal before anything else, without a way that would not help', async () => {
    const { slip, answer } = await opened({ receipt: { state: 'waiting', actions: ['undo'] } });
    slip.rate('good');
    await answer('rate', { ok: false, refusal: 'storage-failed' });
    const refused = toldOf(slip.state(), 0);
    expect(refused?.look.tone).toBe('act');
    expect(refused?.actions).toEqual([]);
    expect(refused && plain(refused.words)).toContain('Not saved');
  });

  it.each<[Failure, string, string[]]>([
    [{ kind: 'not-found' }, 'act', ['retry', 'options']],
    [{ kind: 'timeout' }, 'act', ['retry', 'options']],
    [{ kind: 'no-connection' }, 'offer', ['set-up']],
    [{ kind: 'locked' }, 'offer', ['unlock']],
    [{ kind: 'several-connections' }, 'act', []],
    [{ kind: 'answer-failed' }, 'act', []],
  ])('a failed look (%j) is told in tone %s with %j', async (failure, tone, actions) => {
    const seen = await problem(failure);
    expect(seen?.look.tone).toBe(tone);
    expect(seen?.actions).toEqual(actions);
  });

  it('being offline does not shout', async () => {
    const offline = await problem({ kind: 'offline' });
    expect(offline?.look).toEqual({ icon: CloudStruck, tone: 'quiet' });
  });
});
