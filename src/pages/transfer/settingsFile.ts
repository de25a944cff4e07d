import type { Connection } from '../../domain/connection';
import { type Reasons, wrongWith } from '../../domain/reasons';
import type { ConnectionView, Preferences } from '../../messages/view';
import { sites } from '../../vendors/site';
import { type Line, line } from '../line';

/** A connection as it travels: without its key, and without an id, which each device gives itself. */
export type Travelling = Omit<Connection, 'id'>;

/** What a settings file holds, as far as it can be read. */
export interface SettingsFile {
  connections: Travelling[];
  preferences: Partial<Preferences>;
  /** How many connections are none. */
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
export const LARGEST_FILE = 262_144;
/** The most connections that are taken from one file. */
const MOST_CONNECTIONS = 50;

/** The settings as the text of a file. Of a connection only what is named here goes along. */
export function exported(
  connections: readonly ConnectionView[],
  { keepMonths, watchMinutes, reasons }: Preferences,
): string {
  const file = {
    verdict: 'settings',
    version: VERSION,
    connections: connections.map(({ vendor, name, origin, scope, scopeName, actAs }) => ({
      ...{ vendor, name, origin, scope, scopeName, actAs },
    })),
    preferences: { keepMonths, watchMinutes, ...(reasons && { reasons }) },
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads the text of a settings file. What is not known in it falls away; what is known and cannot
 * be used is counted or named, and the rest holds.
 *
 * @returns what is in it, or a sentence why nothing can be taken from it
 */
export function parsed(text: string): { ok: true; file: SettingsFile } | { ok: false; why: Line } {
  if (new TextEncoder().encode(text).length > LARGEST_FILE) {
    return { ok: false, why: line('transferTooLarge', LARGEST_FILE / 1_024) };
  }
  let whole: unknown;
  try {
    whole = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { ok: false, why: line('transferNotJson') };
  }
  const { verdict, version, connections, preferences } = fieldsOf(whole);
  if (verdict !== 'settings' || typeof version !== 'number') {
    return { ok: false, why: line('transferNotOurs') };
  }
  if (version > VERSION) return { ok: false, why: line('transferNewer') };
  const listed = Array.isArray(connections) ? connections.slice(0, MOST_CONNECTIONS) : [];
  const read = listed.map(connectionIn);
  const found = read.filter((one) => one !== null);
  const beyond = Array.isArray(connections) ? connections.length - listed.length : 0;
  return {
    ok: true,
    file: {
      ...preferencesIn(fieldsOf(preferences)),
      connections: found,
      unreadable: read.length - found.length + beyond,
      hadKeys: listed.some((one) => 'key' in fieldsOf(one)),
    },
  };
}

function connectionIn(value: unknown): Travelling | null {
  const { vendor, name, origin, scope, scopeName, actAs } = fieldsOf(value);
  if (!sites.some(({ id }) => id === vendor)) return null;
  if (!isText(vendor, 200) || !isText(name, 200) || !isText(origin, 300)) return null;
  if (!isTextOrNone(scope, 200) || !isTextOrNone(scopeName, 500) || !isTextOrNone(actAs, 500)) {
    return null;
  }
  return {
    ...{ vendor, name, origin },
    ...{ scope: scope ?? null, scopeName: scopeName ?? null, actAs: actAs ?? null },
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
    if (!isReasons(good) || !isReasons(bad)) return null;
    lists[id] = { good, bad };
  }
  return lists;
}

function isReasons(value: unknown): value is string[] {
  const isTexts = Array.isArray(value) && value.every((one) => typeof one === 'string');
  return isTexts && wrongWith(value) === null;
}

function isWhole(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= most;
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longest;
}

function isTextOrNone(value: unknown, longest: number): value is string | null | undefined {
  return value === null || value === undefined || isText(value, longest);
}

function fieldsOf(value: unknown): Record<string, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : {};
}
