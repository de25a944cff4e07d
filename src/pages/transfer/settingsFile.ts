import type { Connection } from '../../domain/connection';
import type { Policy } from '../../domain/policy';
import { type Reasons, wrongWith } from '../../domain/reasons';
import type { ConnectionView, Preferences } from '../../messages/view';
import { cleanId } from '../../vendors/pastedKey';
import { siteById, sites } from '../../vendors/site';
import { type Line, line } from '../line';
import { isEmail, isName } from '../options/form';

/** A connection as it travels: without its key, and without an id, which each device gives itself. */
export type Travelling = Omit<Connection, 'id'>;

/** What a settings file holds, as far as it can be read. */
export interface SettingsFile {
  connections: Travelling[];
  preferences: Partial<Preferences>;
  /** How many connections are none that could be typed in, either. */
  unreadable: number;
  /** Preferences whose value cannot be used. */
  wrong: PreferenceName[];
  /** Whether there were keys, which nobody takes over from a file. */
  hadKeys: boolean;
}

export type PreferenceName = 'keepMonths' | 'watchMinutes' | 'reasons';

/** Version of the form of the file. */
const VERSION = 1;
/** The largest file that is read, in bytes: some hundred times what a person sets. */
export const LARGEST_FILE = 256_000;
/** The most connections in one file. */
export const MOST_CONNECTIONS = 100;
/** The longest name of a project that the worker takes. */
const SCOPE_NAME_LIMIT = 500;
/** Marks nobody sees that turn the words around them, or end a line. */
const TURNS = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The settings as the text of a file: a person's own, without what the organisation has set. Of a
 * connection only what is named here goes along.
 */
export function exported(
  connections: readonly ConnectionView[],
  chosen: Preferences,
  { preferences: set }: Pick<Policy, 'preferences'>,
): string {
  const { keepMonths, watchMinutes } = chosen;
  const reasons = Object.entries(chosen.reasons ?? {}).filter(([id]) => !set.reasons?.[id]);
  const file = {
    verdict: 'settings',
    version: VERSION,
    connections: connections
      .filter(({ policy }) => policy !== 'given')
      .map(({ vendor, name, origin, scope, scopeName, actAs }) => {
        return { vendor, name, origin, scope, scopeName, actAs };
      }),
    preferences: {
      ...('keepMonths' in set ? {} : { keepMonths }),
      ...('watchMinutes' in set ? {} : { watchMinutes }),
      ...(reasons.length > 0 && { reasons: Object.fromEntries(reasons) }),
    },
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads a settings file. What is not known in it falls away; what is known and cannot be used is
 * counted or named, and the rest holds.
 *
 * @returns what is in it, or a sentence why nothing can be taken from it
 */
export async function readFile(
  file: Blob,
): Promise<{ ok: true; file: SettingsFile } | { ok: false; why: Line }> {
  if (file.size > LARGEST_FILE) {
    return { ok: false, why: line('transferTooLarge', LARGEST_FILE / 1_000) };
  }
  let whole: unknown;
  try {
    whole = JSON.parse(await file.text());
  } catch {
    // One that was moved away since it was chosen ends here, too.
    return { ok: false, why: line('transferNotJson') };
  }
  const { verdict, version, connections = [], preferences = {} } = fieldsOf(whole);
  const isOurs = verdict === 'settings' && Number.isInteger(version) && (version as number) > 0;
  if (!isOurs || !Array.isArray(connections)) return { ok: false, why: line('transferNotOurs') };
  if ((version as number) > VERSION) return { ok: false, why: line('transferNewer') };
  if (connections.length > MOST_CONNECTIONS) {
    return { ok: false, why: line('transferTooMany', MOST_CONNECTIONS) };
  }
  const found = connections.map(connectionIn).filter((one) => one !== null);
  return {
    ok: true,
    file: {
      ...preferencesIn(fieldsOf(preferences)),
      connections: found,
      unreadable: connections.length - found.length,
      hadKeys: connections.some((one) =>
        Object.keys(fieldsOf(one)).some((field) => /key|token/i.test(field)),
      ),
    },
  };
}

/** A connection that the form in Options would take as well, but for its key; else null. */
function connectionIn(value: unknown): Travelling | null {
  const { vendor, name, origin, scope = null, scopeName = null, actAs = null } = fieldsOf(value);
  const site = typeof vendor === 'string' ? siteById(vendor) : undefined;
  const named = typeof name === 'string' ? name.replace(TURNS, '').trim() : '';
  if (!site || named === '' || !isName(named)) return null;
  if (typeof origin !== 'string' || origin.length > 300) return null;
  const id = typeof scope === 'string' ? cleanId(scope) : null;
  if (id === null && (scope !== null || site.form.scope.required)) return null;
  const isPerson = site.form.actAs && typeof actAs === 'string' && isEmail(actAs);
  if (actAs !== null && !isPerson) return null;
  return {
    vendor: site.id,
    name: named,
    origin,
    scope: id,
    scopeName:
      id !== null && typeof scopeName === 'string'
        ? scopeName.replace(TURNS, '').slice(0, SCOPE_NAME_LIMIT) || null
        : null,
    actAs: isPerson ? actAs : null,
  };
}

function preferencesIn(
  fields: Record<string, unknown>,
): Pick<SettingsFile, 'preferences' | 'wrong'> {
  const preferences: Partial<Preferences> = {};
  const wrong: PreferenceName[] = [];
  const { keepMonths, watchMinutes, reasons } = fields;
  if (keepMonths === null || isWhole(keepMonths, 120)) preferences.keepMonths = keepMonths;
  else if (keepMonths !== undefined) wrong.push('keepMonths');
  if (isWhole(watchMinutes, 60)) preferences.watchMinutes = watchMinutes;
  else if (watchMinutes !== undefined) wrong.push('watchMinutes');
  const lists = reasons === undefined ? {} : reasonsIn(reasons);
  if (lists === null) wrong.push('reasons');
  else if (reasons !== undefined) preferences.reasons = lists;
  return { preferences, wrong };
}

/** Reasons by vendor; null where any list cannot be used. Vendors nobody knows fall away. */
function reasonsIn(value: unknown): Record<string, Reasons> | null {
  const lists: Record<string, Reasons> = {};
  const byVendor = fieldsOf(value);
  for (const { id } of sites) {
    if (!Object.hasOwn(byVendor, id)) continue;
    const { good, bad } = fieldsOf(byVendor[id]);
    const [whyGood, whyBad] = [reasonListIn(good), reasonListIn(bad)];
    if (!whyGood || !whyBad) return null;
    lists[id] = { good: whyGood, bad: whyBad };
  }
  return lists;
}

function reasonListIn(value: unknown): string[] | null {
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) return null;
  const list = value.map((one) => one.replace(TURNS, ''));
  return wrongWith(list) === null ? list : null;
}

function isWhole(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= most;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : {};
}
