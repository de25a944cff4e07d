import type { OpenAccess, Reach } from '../../../src/background/access';
import { documentsOn } from '../../../src/background/documents';
import { type HandlerWorld, handlersIn } from '../../../src/background/handlers';
import { type ConnectionRow, sealKeyIn } from '../../../src/background/settings';
import { vaultOn } from '../../../src/background/vault';
import { fail, succeed } from '../../../src/domain/failure';
import { NO_POLICY } from '../../../src/domain/policy';
import type { Showing } from '../../../src/messages/client';
import type { Api, Look } from '../../../src/vendors/api';
import { vendorById } from '../../../src/vendors/site';
import { connection, newLedger, newSettings, openStorage } from './stores';

/** A vendor that answers what a test puts down, and notes every call. */
export function fakeApi(id: string) {
  const calls: string[] = [];
  const look: Look = { phase: 'ready', title: null, answers: null, serverTime: null };
  const says = { look: succeed(look) as Awaited<ReturnType<Api['look']>> };
  const api: Api = {
    id,
    keyHeader: id === 'clarityq' ? 'X-API-Key' : 'Authorization',
    async probe({ key }) {
      calls.push(`probe ${key}`);
      return succeed({ person: null, scopes: null });
    },
    async look({ key }) {
      calls.push(`look ${key}`);
      return says.look;
    },
    submit: async () => fail({ kind: 'offline' }),
    afterLostReply: 'replace',
  };
  return { api, calls, says };
}

/** A way to a vendor with real stores and these connections. */
export async function reachWith(...rows: ConnectionRow[]) {
  const clock = { now: 1_000_000 };
  const { settings, db } = await newSettings(clock);
  for (const row of rows) await settings.changeConnection(row.id, () => row);
  const vault = vaultOn(openStorage(), sealKeyIn(db));
  const vendor = fakeApi('clarityq');
  const reach: Reach = {
    settings,
    vault,
    apiOf: (id) => (id === 'clarityq' || id === 'clarifeye' ? { ...vendor.api, id } : undefined),
    sendTo: () => async () => fail({ kind: 'offline' }),
    now: () => clock.now,
  };
  const access: OpenAccess = {
    connection: rows[0] ?? connection(),
    api: vendor.api,
    key: 'k',
    send: reach.sendTo(''),
    signal: new AbortController().signal,
  };
  return { reach, access, settings, vault, clock, vendor };
}

/** A worker's handlers over real stores; what leaves them is noted. */
export async function workerWith(...rows: ConnectionRow[]) {
  const { reach, settings, vault, clock, vendor } = await reachWith(...rows);
  for (const row of rows) await vault.seal(row, vendor.api.keyHeader, 'k');
  const { ledger, db } = await newLedger(clock);
  const documents = documentsOn(db);
  const noted: string[] = [];
  const showing = new Map<number, Showing | null | Promise<Showing>>();
  let ids = 0;
  const world: HandlerWorld = {
    ...reach,
    ledger,
    documents,
    tabs: {
      ask: async (tabId) => (await showing.get(tabId)) ?? null,
      hint: async (tabId, key) => void noted.push(`hint ${tabId} ${key}`),
      permitted: async () => true,
    },
    vendorOf: vendorById,
    policy: async () => NO_POLICY,
    newId: () => `id ${ids++}`,
    inject: async ({ tabId, documentId }) => void noted.push(`inject ${tabId} ${documentId}`),
    openPage: async (page, to) => void noted.push(`open ${page} ${to}`),
    deliver: () => void noted.push('deliver'),
    changed: (key) => void noted.push(`changed ${key}`),
    armLock: async () => void noted.push('arm lock'),
    releaseWaiting: async () => void noted.push('release'),
    unreadableEntries: () => db.count('setAside'),
    signal: new AbortController().signal,
  };
  return {
    world,
    handlers: handlersIn(world),
    ledger,
    documents,
    settings,
    vault,
    clock,
    vendor,
    noted,
    showing,
    db,
  };
}
