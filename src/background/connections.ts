import type { Connection } from '../domain/connection';
import { isUuid } from '../domain/conversation';
import { type Failure, fail } from '../domain/failure';
import { isGiven, type Policy } from '../domain/policy';
import type { ConnectionDraft, ConnectionView, TestResult } from '../messages/view';
import { isApi } from '../vendors/locate';
import type { Vendor } from '../vendors/site';
import type { Reach } from './access';
import { Refused } from './router';
import type { ConnectionRow } from './settings';

/** What Options' requests about connections are answered from. */
export interface ConnectionsWorld extends Reach {
  vendorOf(id: string): Vendor | undefined;
  newId(): string;
  policy(): Promise<Policy>;
}

/** Longest time for a test of a connection. */
const TEST_LIMIT_MS = 10_000;

/** Every connection as Options shows it, without its key. */
export async function list(world: ConnectionsWorld): Promise<ConnectionView[]> {
  const rows = await world.settings.connections();
  return Promise.all(rows.map((row) => shown(world, row)));
}

/**
 * Saves a connection and seals its key. Refused when the vendor is unknown, the address is not one
 * of the vendor's, the policy does not allow it, or a known one moves without a new key.
 */
export async function save(
  world: ConnectionsWorld,
  draft: ConnectionDraft,
): Promise<ConnectionView> {
  const { vendor, api } = vendorOf(world, draft);
  if (!isApi(vendor, draft.origin)) throw new Refused('malformed');
  const before = draft.id === null ? null : await world.settings.connection(draft.id);
  const connection = connectionOf(draft, before?.id ?? world.newId());
  const isSet = isGiven(connection.id);
  if ((await world.settings.barred(connection)) || (isSet && changed(before, connection))) {
    throw new Refused('policy');
  }
  if (draft.key === null && before && before.origin !== connection.origin) {
    throw new Refused('malformed');
  }
  if (draft.key !== null) await world.vault.seal(connection, api.keyHeader, draft.key);
  const row = await world.settings.changeConnection(connection.id, (known) => ({
    ...connection,
    // A new key may be another person's.
    knownAs: draft.key === null ? (known?.knownAs ?? null) : null,
    lastResult: draft.accepted
      ? { at: world.now(), failure: null }
      : draft.key === null && known?.scope === connection.scope
        ? known.lastResult
        : null,
    paused: false,
    madeAt: known?.madeAt ?? world.now(),
    savedAt: world.now(),
    removedAt: null,
  }));
  if (!row) throw new Refused('failed');
  // Whoever adds a key again has been told.
  for (const id of await orphans(world)) await world.vault.remove(id);
  return shown(world, row);
}

/** Tries a connection as typed, without saving or writing anything anywhere. */
export async function test(
  world: ConnectionsWorld,
  draft: ConnectionDraft,
  signal: AbortSignal,
): Promise<TestResult> {
  const { vendor, api } = vendorOf(world, draft);
  if (!isApi(vendor, draft.origin)) {
    return { ok: false, failure: { kind: 'outside-vendor', host: hostOf(draft.origin) } };
  }
  if (await world.settings.barred(draft)) throw new Refused('policy');
  const before = draft.id === null ? null : await world.settings.connection(draft.id);
  const connection = connectionOf(draft, before?.id ?? 'under test');
  const key =
    draft.key !== null
      ? ({ ok: true, value: draft.key } as const)
      : before && before.origin === draft.origin
        ? await world.vault.open(before, api.keyHeader)
        : fail({ kind: 'no-connection' });
  if (!key.ok) return { ok: false, failure: key.failure };
  const began = world.now();
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TEST_LIMIT_MS)]);
  const access = {
    connection,
    key: key.value,
    send: world.sendTo(connection.origin),
    signal: limit,
  };
  const probed = await api.probe(access);
  const failure = probed.ok ? null : probed.failure;
  if (before && draft.key === null) await noteTest(world, before, failure);
  return probed.ok
    ? { ok: true, accepted: probed.value, tookMs: world.now() - began }
    : { ok: false, failure: probed.failure };
}

/** Takes a connection away; its key stays sealed until the next start so that it can come back. */
export async function remove(world: ConnectionsWorld, id: string): Promise<void> {
  if (isGiven(id)) throw new Refused('policy');
  const removedAt = world.now();
  await world.settings.changeConnection(id, (row) => row && { ...row, removedAt });
}

/** Brings a removed connection back with its key. */
export async function restore(world: ConnectionsWorld, id: string): Promise<ConnectionView> {
  const row = await world.settings.changeConnection(
    id,
    (known) => known && { ...known, removedAt: null },
  );
  if (!row) throw new Refused('failed');
  return shown(world, row);
}

/**
 * Ids of keys whose connections are gone, which nobody here does: the browser has removed what was
 * stored beside them. They cannot be opened any more.
 */
export async function orphans({ settings, vault }: ConnectionsWorld): Promise<string[]> {
  const known = [...(await settings.removed())];
  for (const { id } of await settings.connections()) known.push(id);
  return (await vault.ids()).filter((id) => !known.includes(id));
}

/** At start: what was removed in an earlier run goes for good, its key first. */
export async function purge(world: ConnectionsWorld): Promise<void> {
  for (const id of await world.settings.removed()) {
    await world.vault.remove(id);
    await world.settings.forget(id);
  }
}

async function noteTest(
  world: ConnectionsWorld,
  { id }: ConnectionRow,
  failure: Failure | null,
): Promise<void> {
  const at = world.now();
  await world.settings.changeConnection(
    id,
    (row) =>
      row && { ...row, lastResult: { at, failure }, paused: failure?.kind === 'key-refused' },
  );
}

async function shown(world: ConnectionsWorld, row: ConnectionRow): Promise<ConnectionView> {
  const { paused, removedAt, savedAt, madeAt, ...rest } = row;
  return {
    ...rest,
    vendorLabel: world.vendorOf(row.vendor)?.label ?? row.vendor,
    hasKey: await world.vault.has(row.id),
    policy: isGiven(row.id) ? 'given' : (await world.settings.barred(row)) ? 'barred' : null,
  };
}

function vendorOf(world: ConnectionsWorld, draft: ConnectionDraft) {
  const vendor = world.vendorOf(draft.vendor);
  const api = world.apiOf(draft.vendor);
  if (!vendor || !api) throw new Refused('malformed');
  return { vendor, api };
}

function connectionOf(draft: ConnectionDraft, id: string): Connection {
  const { vendor, name, origin, scopeName, actAs } = draft;
  // Recognised ids are in lower case; one that was typed has to match them.
  const scope =
    draft.scope !== null && isUuid(draft.scope) ? draft.scope.toLowerCase() : draft.scope;
  return { id, vendor, name, origin, scope, scopeName, actAs };
}

/** Whether anything of it is not as it was, but what is only said of it. */
function changed(before: Connection | null, after: Connection): boolean {
  const fields = ['vendor', 'name', 'origin', 'scope', 'actAs'] as const;
  return fields.some((field) => before?.[field] !== after[field]);
}

function hostOf(origin: string): string {
  return URL.parse(origin)?.host ?? origin;
}
