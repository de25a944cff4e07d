import { allows, type Policy } from '../../domain/policy';
import type { Reasons } from '../../domain/reasons';
import type { Preferences } from '../../messages/view';
import { isApi } from '../../vendors/locate';
import { siteById } from '../../vendors/site';
import type { PreferenceName, SettingsFile, Travelling } from './settingsFile';

/** One preference that an import changes: what it is now, and what it would be. */
export type Preferring =
  | { name: 'keepMonths' | 'watchMinutes'; from: number | null; to: number | null }
  /** Null: those the vendor came with. */
  | { name: 'reasons'; vendor: string; from: Reasons | null; to: Reasons };

/** What importing would do with one thing in the file. */
export type Change =
  | { kind: 'add' | 'same' | 'outside' | 'barred'; connection: Travelling }
  | ({ kind: 'prefer' } & Preferring)
  | { kind: 'set' | 'wrong'; name: PreferenceName }
  | { kind: 'unreadable'; count: number }
  | { kind: 'keys' };

/** What there is before an import; of connections also those an organisation gives. */
export interface Present {
  connections: readonly Travelling[];
  preferences: Preferences;
  policy: Policy;
}

/**
 * Compares a file with what there is: first what an import would change, then what it leaves. A
 * connection that is there already stays as it is, its key with it; one to a host outside the
 * vendor's, or that the policy bars, is left out, and so is what the policy has set.
 */
export function difference(file: SettingsFile, present: Present): Change[] {
  const changes = [
    ...connectionChanges(file, present),
    ...preferenceChanges(file, present),
    ...file.wrong.map((name): Change => ({ kind: 'wrong', name })),
    ...(file.unreadable > 0 ? [{ kind: 'unreadable', count: file.unreadable } as const] : []),
    ...(file.hadKeys ? [{ kind: 'keys' } as const] : []),
  ];
  return [...changes.filter(alters), ...changes.filter((change) => !alters(change))];
}

/** Whether importing would change anything by it. */
export function alters({ kind }: Change): boolean {
  return kind === 'add' || kind === 'prefer';
}

/** The preferences with one of them set: `to` what an import brings, or back `from` there. */
export function preferring(
  preferences: Preferences,
  change: Preferring,
  side: 'from' | 'to',
): Preferences {
  if (change.name !== 'reasons') return { ...preferences, [change.name]: change[side] };
  const { [change.vendor]: _, ...others } = preferences.reasons ?? {};
  const reasons = change[side];
  return { ...preferences, reasons: reasons ? { ...others, [change.vendor]: reasons } : others };
}

/** Whether a preference still is what an import made it. */
export function isAsImported(preferences: Preferences, change: Preferring): boolean {
  return change.name === 'reasons'
    ? isSame(preferences.reasons?.[change.vendor] ?? null, change.to)
    : preferences[change.name] === change.to;
}

function connectionChanges(file: SettingsFile, { connections, policy }: Present): Change[] {
  const known = [...connections];
  return file.connections.map((connection): Change => {
    const site = siteById(connection.vendor);
    if (!site || !isApi(site, connection.origin)) return { kind: 'outside', connection };
    if (!allows(policy, connection)) return { kind: 'barred', connection };
    if (known.some((one) => leadToOne(one, connection))) return { kind: 'same', connection };
    known.push(connection);
    return { kind: 'add', connection };
  });
}

function preferenceChanges(
  { preferences: wanted }: SettingsFile,
  { preferences, policy }: Present,
): Change[] {
  const changes: Change[] = [];
  for (const name of ['keepMonths', 'watchMinutes'] as const) {
    const [from, to] = [preferences[name], wanted[name]];
    if (to === undefined || to === from) continue;
    changes.push(
      name in policy.preferences ? { kind: 'set', name } : { kind: 'prefer', name, from, to },
    );
  }
  for (const [vendor, to] of Object.entries(wanted.reasons ?? {})) {
    const from = preferences.reasons?.[vendor] ?? null;
    if (isSame(from, to)) continue;
    changes.push(
      policy.preferences.reasons?.[vendor]
        ? { kind: 'set', name: 'reasons' }
        : { kind: 'prefer', name: 'reasons', vendor, from, to },
    );
  }
  return changes;
}

function leadToOne(a: Travelling, b: Travelling): boolean {
  return (
    a.vendor === b.vendor && a.origin === b.origin && a.scope === b.scope && a.actAs === b.actAs
  );
}

function isSame(a: Reasons | null, b: Reasons): boolean {
  return JSON.stringify([a?.good, a?.bad]) === JSON.stringify([b.good, b.bad]);
}
