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
  flag,
  loose,
  read,
  type Shape,
  such,
  text,
  textUpTo,
  that,
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

const list = that<unknown[]>((value) => Array.isArray(value) && value.length <= MOST);
const email = such(textUpTo(254), (typed) => /^[\x21-\x7e]+@[\x21-\x7e]+$/.test(typed));

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
  /** Reads fields one by one; `rest` tells of those not asked for, and whether those were sound. */
  const fieldsOf = (of: object, before = '') => {
    const left = { ...of } as Record<string, unknown>;
    let isSound = true;
    return {
      one<T>(field: string, shape: Shape<T>): T | undefined {
        const value = left[field];
        delete left[field];
        const found = value === undefined ? undefined : read(shape, value);
        if (value !== undefined && found === undefined) {
          isSound = false;
          wrong(before + field, 'unreadable');
        }
        return found;
      },
      rest(): boolean {
        for (const field of Object.keys(left)) {
          wrong(before + field, /key|token/i.test(field) ? 'key' : 'unknown');
        }
        return isSound;
      },
    };
  };
  const { one, rest } = fieldsOf(raw);
  const each = <T>(
    field: string,
    item: (value: unknown, field: string) => T | undefined,
  ): T[] | null =>
    one(field, list)?.flatMap((value, at) => item(value, `${field} ${at + 1}`) ?? []) ?? null;
  const siteOf = (id: unknown) => sites.find((site) => site.id === id);

  const vendors = each('allowedVendors', (id, field) => siteOf(id)?.id ?? wrong(field, 'vendor'));
  const origins = each('allowedHosts', (host, field) => {
    const origin = `https://${host}`.toLowerCase();
    return sites.some((site) => isApi(site, origin)) ? origin : wrong(field, 'outside');
  });

  const ids: string[] = [];
  const connection = (value: unknown, field: string): Connection | undefined => {
    const fields = fieldsOf(value as object, `${field} `);
    const site = siteOf(fields.one('vendor', text));
    const name = fields.one('name', filled(80));
    const named = fields.one('region', text);
    const server = fields.one('server', textUpTo(100));
    const product = fields.one('product', uuid);
    const project = fields.one('project', uuid);
    const person = fields.one('actAs', email);
    if (!fields.rest()) return undefined;
    if (!site) return wrong(`${field} vendor`, 'vendor');
    if (!name) return wrong(`${field} name`, 'unreadable');
    const { regions, actAs, scope } = site.form;
    const region =
      named === undefined && regions.length === 1
        ? regions[0]
        : regions.find(({ label }) => label === named);
    const origin = server === undefined ? region?.origin : `https://${server}`.toLowerCase();
    if (origin === undefined) return wrong(`${field} region`, 'unreadable');
    if (!isApi(site, origin)) return wrong(`${field} server`, 'outside');
    const id = scope.required ? product : project;
    if (scope.required && !id) return wrong(`${field} product`, 'unreadable');
    const made = {
      vendor: site.id,
      name,
      origin,
      scope: id?.toLowerCase() ?? null,
      scopeName: null,
      actAs: (actAs && person) || null,
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
  const months = one('keepMonths', from(0, 120));
  const minutes = one('watchMinutes', from(1, 60));
  const connections = each('connections', connection) ?? [];
  const passphrase = one('passphraseRequired', flag) ?? false;
  const firstRun = one('firstRunPage', flag) ?? true;
  rest();
  return {
    present: Object.keys(raw).length > 0,
    connections,
    vendors,
    origins,
    passphrase,
    preferences: {
      ...(months !== undefined && { keepMonths: months || null }),
      ...(minutes !== undefined && { watchMinutes: minutes }),
      ...(Object.keys(reasons).length > 0 && { reasons }),
    },
    firstRun,
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
 * Settings under a policy. Its connections stand among the person's and cannot be changed, what it
 * does not allow is barred, and the preferences it sets hold; theirs wait below.
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
      ...rows.filter(({ id }) => !isGiven(id)),
    ];
  };
  const preferences = async () => preferencesUnder(await policy(), await settings.preferences());
  return {
    ...settings,
    connections,
    connection: async (id) => (await connections()).find((row) => row.id === id) ?? null,
    barred: async (of) => !allows(await policy(), of),
    async changeConnection(id, edit) {
      const given = (await policy()).connections.find((one) => one.id === id);
      return settings.changeConnection(id, (row) =>
        edit(given ? { ...FRESH, ...row, ...given } : row),
      );
    },
    async removed() {
      const standing = (await connections()).map(({ id }) => id);
      const rows = (await settings.connections()).map(({ id }) => id);
      const withdrawn = rows.filter((id) => !standing.includes(id));
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
  };
}

/** What Verdict has learnt of a connection that was just given: nothing. */
const FRESH = { knownAs: null, lastResult: null, paused: false, removedAt: null };
