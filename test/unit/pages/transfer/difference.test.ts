import { describe, expect, it } from 'vitest';
import { NO_POLICY, type Policy } from '../../../../src/domain/policy';
import type { Preferences } from '../../../../src/messages/view';
import { alters, type Change, difference } from '../../../../src/pages/transfer/difference';
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
): Change[] {
  const whole = { connections: [], preferences: {}, unreadable: 0, wrong: [], hadKeys: false };
  return difference(
    { ...whole, ...file },
    { connections, preferences: own, policy: { ...NO_POLICY, ...policy } },
  );
}
const kinds = (changes: Change[]) => changes.map(({ kind }) => kind);

describe('what an import would do', () => {
  it('adds what is new, once, before all it leaves', () => {
    const changes = between({ connections: [eu, us, { ...us, name: 'Again' }] }, [eu]);
    expect(kinds(changes)).toEqual(['add', 'same', 'same']);
    expect(changes[0]).toEqual({ kind: 'add', connection: us });
  });

  it('a connection that is there keeps its name, and its key with it', () => {
    const changes = between({ connections: [{ ...eu, name: 'Other' }] }, [eu]);
    expect(kinds(changes)).toEqual(['same']);
    expect(changes.some(alters)).toBe(false);
  });

  it('another project or another person makes another connection', () => {
    const others = [
      { ...eu, scope: '8d4c2b10-6e9f-4c3a-b7d5-91e0a4f6c801' },
      { ...eu, actAs: 'boss@northwind.example' },
    ];
    expect(kinds(between({ connections: others }, [eu]))).toEqual(['add', 'add']);
  });

  it.each([
    'https://clarifeye.ai.evil.example',
    'http://eu.app.clarifeye.ai',
    'https://eu.app.clarifeye.ai/path',
    'https://eu.app.clarifeye.ai:8443',
    'https://evil.example@eu.app.clarifeye.ai',
    'https://docs.clarifeye.ai',
    'https://api.clarityq.ai',
    'javascript:alert(1)',
    '',
  ])('a host that is not the vendor’s is left out: %s', (origin) => {
    expect(kinds(between({ connections: [{ ...eu, origin }] }))).toEqual(['outside']);
  });

  it('what the policy bars is left out', () => {
    const bars = { origins: [us.origin] };
    expect(kinds(between({ connections: [eu, us] }, [], bars))).toEqual(['add', 'barred']);
    expect(kinds(between({ connections: [eu] }, [], { vendors: ['clarityq'] }))).toEqual([
      'barred',
    ]);
  });

  it('preferences: only what differs, and none that the policy sets', () => {
    const reasons = { clarityq: { good: ['Right'], bad: [] } };
    const preferences = { keepMonths: 6, watchMinutes: 2, reasons };
    expect(between({ preferences })).toEqual([
      { kind: 'prefer', name: 'keepMonths', from: null, to: 6 },
      { kind: 'prefer', name: 'reasons', vendor: 'clarityq', from: null, to: reasons.clarityq },
    ]);
    const set = { preferences: { keepMonths: 12, reasons } };
    expect(between({ preferences }, [], set)).toEqual([
      { kind: 'set', name: 'keepMonths' },
      { kind: 'set', name: 'reasons' },
    ]);
  });

  it('says what was not taken: unreadable, unusable, keys', () => {
    const changes = between({ unreadable: 2, wrong: ['reasons'], hadKeys: true });
    expect(changes).toEqual([
      { kind: 'wrong', name: 'reasons' },
      { kind: 'unreadable', count: 2 },
      { kind: 'keys' },
    ]);
    expect(changes.some(alters)).toBe(false);
  });
});
