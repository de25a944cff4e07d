import { beforeEach, describe, expect, it } from 'vitest';
import type { Ask } from '../../../../src/messages/client';
import type { Answer, ConnectionDraft, Preferences } from '../../../../src/messages/view';
import type { Change } from '../../../../src/pages/transfer/difference';
import { giveBack, take } from '../../../../src/pages/transfer/importing';

const connection = {
  vendor: 'clarifeye',
  name: 'People handbook',
  origin: 'https://eu.app.clarifeye.ai',
  scope: null,
  scopeName: null,
  actAs: null,
};
const reasons = { good: ['Right'], bad: [] };
const changes: Change[] = [
  { kind: 'add', connection },
  { kind: 'prefer', name: 'keepMonths', from: null, to: 6 },
  { kind: 'prefer', name: 'reasons', vendor: 'clarityq', from: null, to: reasons },
  { kind: 'add', connection: { ...connection, name: 'Claims' } },
  { kind: 'same', connection: { ...connection, name: 'Known' } },
  { kind: 'set', name: 'watchMinutes' },
];

describe('an import', () => {
  let saved: ConnectionDraft[];
  let removed: string[];
  let preferences: Preferences;
  /** The message that the worker refuses, counted from the first. */
  let refuses: number;
  let asked: number;

  const answers: Record<string, (input: never) => unknown> = {
    saveConnection: (draft: ConnectionDraft) => {
      saved.push(draft);
      return { id: `c${saved.length}` };
    },
    removeConnection: ({ id }: { id: string }) => {
      removed.push(id);
      return null;
    },
    preferences: () => preferences,
    prefer: (chosen: Preferences) => {
      preferences = chosen;
      return null;
    },
  };
  const ask = (async (kind: string, input: never): Promise<Answer<unknown>> => {
    asked += 1;
    if (asked === refuses) return { ok: false, refusal: 'policy' };
    return { ok: true, value: answers[kind]?.(input) };
  }) as Ask;

  beforeEach(() => {
    saved = [];
    removed = [];
    preferences = { keepMonths: null, watchMinutes: 2 };
    refuses = 0;
    asked = 0;
  });

  it('takes over what alters something, without keys, by what Options itself asks', async () => {
    const { imported, refusal } = await take(ask, changes);
    expect(refusal).toBeNull();
    expect(saved.map(({ id, name, key }) => [id, name, key])).toEqual([
      [null, 'People handbook', null],
      [null, 'Claims', null],
    ]);
    expect(preferences).toEqual({ keepMonths: 6, watchMinutes: 2, reasons: { clarityq: reasons } });
    expect(imported.added).toEqual(['c1', 'c2']);
  });

  it('undone, everything is as it was', async () => {
    const { imported } = await take(ask, changes);
    expect(await giveBack(ask, imported)).toBeNull();
    expect(removed).toEqual(['c1', 'c2']);
    expect(preferences).toEqual({ keepMonths: null, watchMinutes: 2, reasons: {} });
  });

  it('undone, what somebody has chosen since stays', async () => {
    const { imported } = await take(ask, changes);
    preferences = { ...preferences, keepMonths: 12, watchMinutes: 30 };
    expect(await giveBack(ask, imported)).toBeNull();
    expect(preferences).toEqual({ keepMonths: 12, watchMinutes: 30, reasons: {} });
  });

  it.each([
    [1, [], []],
    [2, ['c1'], []],
    [3, ['c1', 'c2'], []],
    [4, ['c1', 'c2'], []],
  ])('refused at message %i, it tells what was done until then', async (at, added, preferred) => {
    refuses = at;
    expect(await take(ask, changes)).toEqual({ imported: { added, preferred }, refusal: 'policy' });
    expect(preferences).toEqual({ keepMonths: null, watchMinutes: 2 });
  });

  it('refused while it is undone, it can be undone again', async () => {
    const { imported } = await take(ask, changes);
    refuses = asked + 2;
    expect(await giveBack(ask, imported)).toBe('policy');
    expect(await giveBack(ask, imported)).toBeNull();
    expect(preferences.keepMonths).toBeNull();
  });
});
