import { allows, type Policy } from '../../domain/policy';
import type { Preferences } from '../../messages/view';
import { isApi } from '../../vendors/locate';
import { siteById } from '../../vendors/site';
import type { PreferenceName, SettingsFile, Travelling } from './settingsFile';

/** What importing would do with one thing in the file. */
export type Change =
  | { kind: 'add'; connection: Travelling }
  | { kind: 'same'; connection: Travelling }
  | { kind: 'outside' | 'barred'; connection: Travelling }
  | { kind: 'unreadable'; count: number }
  | { kind: 'prefer'; name: 'keepMonths' | 'watchMinutes' }
  | { kind: 'prefer'; name: 'reasons'; vendor: string }
  | { kind: 'set' | 'wrong'; name: PreferenceName }
  | { kind: 'keys' };

/** What there is before an import. */
export interface Present {
  connections: readonly Travelling[];
  preferences: Preferences;
  policy: Policy;
}

/** The difference an import makes: first what changes, and the preferences as they would be. */
export interface Difference {
  changes: Change[];
  preferences: Preferences;
}

/**
 * Compares a file with what there is. A connection that is there already stays as it is, its key
 * with it; one to a host outside the vendor's, or that the policy bars, is left out.
 */
export function difference(file: SettingsFile, present: Present): Difference {
  const { policy } = present;
  const changes: Change[] = [];
  const known = [...present.connections];
  for (const connection of file.connections) {
    const site = siteById(connection.vendor);
    if (!site || !isApi(site, connection.origin)) changes.push({ kind: 'outside', connection });
    else if (!allows(policy, connection)) changes.push({ kind: 'barred', connection });
    else if (known.some((one) => leadToOne(one, connection))) {
      changes.push({ kind: 'same', connection });
    } else {
      known.push(connection);
      changes.push({ kind: 'add', connection });
    }
  }
  if (file.unreadable > 0) changes.push({ kind: 'unreadable', count: file.unreadable });
  const preferences = { ...present.preferences };
  for (const name of ['keepMonths', 'watchMinutes'] as const) {
    const wanted = file.preferences[name];
    if (wanted === undefined || wanted === preferences[name]) continue;
    if (name in policy.preferences) changes.push({ kind: 'set', name });
    else {
      Object.assign(preferences, { [name]: wanted });
      changes.push({ kind: 'prefer', name });
    }
  }
  for (const [vendor, reasons] of Object.entries(file.preferences.reasons ?? {})) {
    if (same(reasons, preferences.reasons?.[vendor])) continue;
    if (policy.preferences.reasons?.[vendor]) changes.push({ kind: 'set', name: 'reasons' });
    else {
      preferences.reasons = { ...preferences.reasons, [vendor]: reasons };
      changes.push({ kind: 'prefer', name: 'reasons', vendor });
    }
  }
  for (const name of file.wrong) changes.push({ kind: 'wrong', name });
  if (file.hadKeys) changes.push({ kind: 'keys' });
  const first = ({ kind }: Change) => (kind === 'add' || kind === 'prefer' ? 0 : 1);
  changes.sort((a, b) => first(a) - first(b));
  return { changes, preferences };
}

/** Whether an import would change anything. */
export function changesAnything({ changes }: Difference): boolean {
  return changes.some(({ kind }) => kind === 'add' || kind === 'prefer');
}

function leadToOne(a: Travelling, b: Travelling): boolean {
  return (
    a.vendor === b.vendor && a.origin === b.origin && a.scope === b.scope && a.actAs === b.actAs
  );
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
