import { describe, expect, it } from 'vitest';
import { NO_POLICY, type Policy } from '../../../../src/domain/policy';
import type { Preferences } from '../../../../src/messages/view';
import {
  type Change,
  changesAnything,
  difference,
} from '../../../../src/pages/transfer/difference';
import type { SettingsFile, Travelling } from '../../../../src/pages/transfer/settingsFile';

const eu: Travelling = {
  vendor: 'clarifeye',
  name: 'People handbook',
  origin: 'https://eu.app.clarifeye.ai',
  scope: null,
  scopeName: null,
  actAs: null,
};
const us: Travelling = { ...eu, name: 'Claims', origin: 'https://us.app.clarifeye.ai' };
const own: Preferences = { keepMonths: null, watchMinutes: 2 };

function between(
  file: Partial<SettingsFile>,
  connections: Travelling[] = [],
  policy: Partial<Policy> = {},
) {
  const whole = { connections: [], preferences: {}, unreadable: 0, wrong: [], hadKeys: false };
  return difference(
    { ...whole, ...file },
    { connections, preferences: own, policy: { ...NO_POLICY, ...policy } },
  );
}
const kinds = (changes: Change[]) => changes.map(({ kind }) => kind);

describe('what an import would do', () => {
  it('adds what is new, once, and leaves what is there', () => {
    const { changes } = between({ connections: [eu, us, { ...us, name: 'Again' }] }, [eu]);
    expect(kinds(changes)).toEqual(['add', 'same', 'same']);
    expect(changes[0]).toEqual({ kind: 'add', connection: us });
  });

  it('a connection that is there keeps its name, and its key with it', () => {
    const found = between({ connections: [{ ...eu, name: 'Other' }] }, [eu]);
    expect(kinds(found.changes)).toEqual(['same']);
    expect(changesAnything(found)).toBe(false);
  });

  it.each([
    'https://clarifeye.ai.evil.example',
    'http://eu.app.clarifeye.ai',
    'https://docs.clarifeye.ai',
    'https://api.clarityq.ai',
    '',
  ])('a host that is not the vendor’s is left out: %s', (origin) => {
    expect(kinds(between({ connections: [{ ...eu, origin }] }).changes)).toEqual(['outside']);
  });

  it('what the policy bars is left out', () => {
    const bars = { origins: [us.origin] };
    expect(kinds(between({ connections: [eu, us] }, [], bars).changes)).toEqual(['add', 'barred']);
    expect(kinds(between({ connections: [eu] }, [], { vendors: ['clarityq'] }).changes)).toEqual([
      'barred',
    ]);
  });

  it('preferences: only what differs, and none that the policy sets', () => {
    const reasons = { clarityq: { good: ['Right'], bad: [] } };
    const preferences = { keepMonths: 6, watchMinutes: 2, reasons };
    expect(between({ preferences }).preferences).toEqual({ ...own, keepMonths: 6, reasons });
    expect(kinds(between({ preferences }).changes)).toEqual(['prefer', 'prefer']);

    const set = { preferences: { keepMonths: 12, reasons } };
    const under = between({ preferences }, [], set);
    expect(kinds(under.changes)).toEqual(['set', 'set']);
    expect(under.preferences).toEqual(own);
  });

  it('says what was not taken: unreadable, unusable, keys', () => {
    const found = between({ unreadable: 2, wrong: ['reasons'], hadKeys: true });
    expect(found.changes).toEqual([
      { kind: 'unreadable', count: 2 },
      { kind: 'wrong', name: 'reasons' },
      { kind: 'keys' },
    ]);
    expect(changesAnything(found)).toBe(false);
  });
});
