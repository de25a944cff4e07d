import type { Connection } from '../domain/connection';
import {
  allows,
  chosenUnder,
  givenId,
  isGiven,
  type Policy,
  type PolicyProblem,
  preferencesUnder,
} from '../domain/policy';
import type { Reasons } from '../domain/reasons';
import { reasons as reasonLists } from '../messages/contract';
import { isApi } from '../vendors/locate';
import {
  fits,
  flag,
  loose,
  object,
  optional,
  read,
  type Shape,
  such,
  text,
  textUpTo,
  uuid,
  whole,
} from '../vendors/shape';
import type { Site } from '../vendors/site';
import { Refused } from './router';
import type { ConnectionRow, Settings } from './settings';

/** The most of anything in one list. */
const MOST = 50;

const filled = (limit: number) => such(textUpTo(limit), (words) => words.trim() !== '');
/** A whole number within these bounds. */
const from = (least: number, most: number) =>
  such(whole, (value) => value >= least && value <= most);

const connectionFields = {
  vendor: text,
  name: filled(80),
  region: optional(text),
  server: optional(textUpTo(100)),
  product: optional(uuid),
  project: optional(uuid),
  actAs: optional(such(textUpTo(254), (email) => /^[\x21-\x7e]+@[\x21-\x7e]+$/.test(email))),
};
const givenConnection = object(connectionFields);

const FIELDS = [
  'connections',
  'allowedVendors',
  'allowedHosts',
  'passphraseRequired',
  'keepMonths',
  'watchMinutes',
  'reasons',
  'firstRunPage',
];

/**
 * Reads what an administrator has written. Never fails: a field that cannot be read is told of in
 * `problems` and holds nothing, the others hold. No host outside the vendors' own comes through, and
 * no key.
 */
export function readPolicy(raw: object, sites: readonly Site[]): Policy {
  const problems: PolicyProblem[] = [];
  const wrong = (field: string, why: PolicyProblem['why']): undefined => {
    if (problems.length < MOST) problems.push({ field: field.slice(0, 120), why });
  };
  const stray = (of: object, names: string[], before = ''): void => {
    for (const field of Object.keys(of)) {
      if (names.includes(field)) continue;
      wrong(before + field, /key|token/i.test(field) ? 'key' : 'unknown');
    }
  };
  const given = raw as Record<string, unknown>;
  const one = <T>(field: string, shape: Shape<T>): T | undefined =>
    given[field] === undefined
      ? undefined
      : (read(shape, given[field]) ?? wrong(field, 'unreadable'));
  const each = <T>(
    list: unknown,
    field: string,
    item: (value: unknown, field: string) => T | undefined,
  ): T[] | null => {
    if (list === undefined) return null;
    if (!Array.isArray(list) || list.length > MOST) return wrong(field, 'unreadable') ?? null;
    return list.flatMap((value, at) => item(value, `${field} ${at + 1}`) ?? []);
  };
  const siteOf = (id: unknown) => sites.find((site) => site.id === id);

  const vendors = each(
    given.allowedVendors,
    'allowedVendors',
    (id, field) => siteOf(id)?.id ?? wrong(field, 'vendor'),
  );
  const origins = each(given.allowedHosts, 'allowedHosts', (host, field) => {
    const origin = `https://${host}`.toLowerCase();
    return sites.some((site) => isApi(site, origin)) ? origin : wrong(field, 'outside');
  });

  const ids: string[] = [];
  const connection = (value: unknown, field: string): Connection | undefined => {
    const fields = (value ?? {}) as Record<string, unknown>;
    stray(fields, Object.keys(connectionFields), `${field} `);
    const found = read(givenConnection, value);
    if (!found) {
      for (const [part, shape] of Object.entries(connectionFields)) {
        if (!fits(shape, fields[part])) wrong(`${field} ${part}`, 'unreadable');
      }
      return undefined;
    }
    const site = siteOf(found.vendor);
    if (!site) return wrong(`${field} vendor`, 'vendor');
    const { regions, actAs, scope } = site.form;
    const region =
      found.region === undefined && regions.length === 1
        ? regions[0]
        : regions.find(({ label }) => label === found.region);
    const origin =
      found.server === undefined ? region?.origin : `https://${found.server}`.toLowerCase();
    if (origin === undefined) return wrong(`${field} region`, 'unreadable');
    if (!isApi(site, origin)) return wrong(`${field} server`, 'outside');
    const id = scope.required ? found.product : found.project;
    if (scope.required && !id) return wrong(`${field} product`, 'unreadable');
    const made = {
      vendor: site.id,
      name: found.name,
      origin,
      scope: id?.toLowerCase() ?? null,
      scopeName: null,
      actAs: (actAs && found.actAs) || null,
    };
    if (!allows({ vendors, origins }, made)) return wrong(field, 'barred');
    if (ids.includes(givenId(made))) return wrong(field, 'twice');
    ids.push(givenId(made));
    return { id: givenId(made), ...made };
  };

  const reasons: Record<string, Reasons> = {};
  for (const [id, lists] of Object.entries(one('reasons', loose({})) ?? {})) {
    const found = siteOf(id) ? read(reasonLists, lists) : wrong(`reasons ${id}`, 'vendor');
    if (found) reasons[id] = found;
    else if (siteOf(id)) wrong(`reasons ${id}`, 'unreadable');
  }
  stray(raw, FIELDS);
  const months = one('keepMonths', from(0, 120));
  const minutes = one('watchMinutes', from(1, 60));
  return {
    present: Object.keys(raw).length > 0,
    connections: each(given.connections, 'connections', connection) ?? [],
    vendors,
    origins,
    passphrase: one('passphraseRequired', flag) ?? false,
    preferences: {
      ...(months !== undefined && { keepMonths: months || null }),
      ...(minutes !== undefined && { watchMinutes: minutes }),
      ...(Object.keys(reasons).length > 0 && { reasons }),
    },
    firstRun: one('firstRunPage', flag) ?? true,
    problems,
  };
}

/** The policy as it was last told, read once and again when the browser says it has changed. */
export function policyOf(
  managed: () => Promise<object>,
  sites: readonly Site[],
): { now(): Promise<Policy>; renew(): void } {
  let told: Promise<Policy> | undefined;
  return {
    now() {
      told ??= managed().then((raw) => readPolicy(raw, sites));
      return told;
    },
    renew() {
      told = undefined;
    },
  };
}

/**
 * Settings under a policy. Its connections stand among the person's and cannot be changed, those it
 * does not allow are barred, and the preferences it sets hold; theirs wait below.
 */
export function governed(settings: Settings, policy: () => Promise<Policy>): Settings {
  const connections = async (): Promise<ConnectionRow[]> => {
    const set = await policy();
    const rows = await settings.connections();
    return [
      ...set.connections.map((given) => ({
        ...FRESH,
        ...rows.find(({ id }) => id === given.id),
        ...given,
      })),
      ...rows
        .filter(({ id }) => !isGiven(id))
        .map((row) => ({ ...row, barred: !allows(set, row) })),
    ];
  };
  const preferences = async () => preferencesUnder(await policy(), await settings.preferences());
  return {
    ...settings,
    connections,
    connection: async (id) => (await connections()).find((row) => row.id === id) ?? null,
    async changeConnection(id, edit) {
      const given = (await policy()).connections.find((one) => one.id === id);
      return settings.changeConnection(id, (row) =>
        edit(given ? { ...FRESH, ...row, ...given } : row),
      );
    },
    async removed() {
      const given = (await policy()).connections.map(({ id }) => id);
      const rows = await settings.connections();
      const withdrawn = rows.map(({ id }) => id).filter((id) => isGiven(id) && !given.includes(id));
      return [...(await settings.removed()), ...withdrawn];
    },
    preferences,
    async prefer(chosen) {
      const set = await policy();
      if (JSON.stringify(preferencesUnder(set, chosen)) !== JSON.stringify(chosen)) {
        throw new Refused('policy');
      }
      await settings.prefer(chosenUnder(set, chosen, await settings.preferences()));
    },
    watchLimitMs: async () => (await preferences()).watchMinutes * 60_000,
  };
}

/** What Verdict has learnt of a connection that was just given: nothing. */
const FRESH = { knownAs: null, lastResult: null, paused: false, removedAt: null };
