import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { assemble, type World } from '../../../src/background/assembly';
import { type Database, openDatabase } from '../../../src/background/database';
import { documentsOn } from '../../../src/background/documents';
import { type Ledger, ledgerOn } from '../../../src/background/ledger';
import type { KnownSender } from '../../../src/background/router';
import type { ConnectionRow, Settings } from '../../../src/background/settings';
import type { Entry } from '../../../src/domain/entry';
import { NO_POLICY } from '../../../src/domain/policy';
import type { RequestKind, Requests, Showing } from '../../../src/messages/client';
import { apiById } from '../../../src/vendors/api';
import { siteOfHost, vendorById } from '../../../src/vendors/site';
import { noPassphrase } from '../background/stores';
import type { Clock } from './clock';
import { type Crash, type Plan, SMOOTH } from './faults';
import type { Server } from './server';
import { fenced, type MemoryAlarms, memoryAlarms, openVault, settingsWith } from './stores';
import { type Life, type Network, networkTo } from './wire';

/** What the worker answered; null when it died before it could. */
export type Answered<T> = { value: T } | null;

/** A browser with the extension in it: its stores and alarms outlive every life of the worker. */
export interface Device {
  clock: Clock;
  network: Network;
  settings: Settings;
  alarms: MemoryAlarms;
  /** Set while a run is under way; what it counts begins at 1 when it is set. */
  plan: Plan;
  /** Writes, lives and calls of each kind to the stores so far. */
  counts: { writes: number; lives: number; kinds: ReadonlyMap<string, number> };
  /** What each tab's detector would say. */
  tabs: Map<number, Showing>;
  /** Whether anything but the alarm wakes a worker that has crashed; one that was idle waits for it. */
  eventsWake: boolean;
  /** While the device sleeps nothing of its own happens, only time passes. */
  asleep: boolean;
  /** Sends a message from a tab (the first by default); it starts a worker that is not running. */
  ask<K extends RequestKind>(
    kind: K,
    input: Requests[K]['input'],
    tabId?: number,
  ): Promise<Answered<Requests[K]['output']>>;
  /** Lets `ms` pass. */
  run(ms: number): Promise<void>;
  /** Lets time pass until nothing is left to happen; fails when that takes more than `ms`. */
  settle(ms?: number): Promise<void>;
  /** Ends the worker at once. */
  stop(): void;
  entries(): Promise<Entry[]>;
  ledger: Ledger;
}

const LEDGER_WRITES = [
  ...(['change', 'changeByKey', 'move', 'saveDraft', 'changeConversation'] as const),
];
const DAY_MS = 24 * 3_600_000;
const IDLE_MS = 30_000;
/** More than anything honest needs without time passing. */
const SPIN_LIMIT = 20_000;
const TURNS_LIMIT = 300;

/** A device on an empty disk. `chance` gives numbers from 0 to 1; it also makes the ids. */
export async function device(
  clock: Clock,
  servers: Server[],
  connections: ConnectionRow[],
  chance: () => number,
  sender: KnownSender & { kind: 'document' },
  latency: () => number = () => 40,
): Promise<Device> {
  globalThis.indexedDB = new IDBFactory();
  const settings = await settingsWith(connections, clock.now);
  const alarms = memoryAlarms();
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `id-${ids}`;
  };
  let life: Life & { world: World | null } = { dead: true, world: null };
  let diedAt = clock.true();
  let lastEvent = clock.true();
  let wasIdle = false;
  const watcher = {
    busy: 0,
    made: 0,
    kinds: new Map<string, number>(),
    crashes: (name: string): Crash | null => {
      self.counts.writes += 1;
      return self.plan.crash(self.counts.writes, name);
    },
    die: (one: Life): void => {
      one.dead = true;
      diedAt = clock.true();
      wasIdle = false;
    },
  };
  const network = networkTo(servers, clock, { plan: () => self.plan, latency, die: watcher.die });
  const outside: Database = await openDatabase();

  async function boot(): Promise<World> {
    lastEvent = clock.true();
    if (!life.dead && life.world) return life.world;
    self.counts.lives += 1;
    const mine: typeof life = { dead: false, world: null };
    life = mine;
    const database = await openDatabase();
    const tabs = {
      ask: async (tabId: number) => self.tabs.get(tabId) ?? null,
      hint: async () => undefined,
      permitted: async () => true,
    };
    mine.world = assemble({
      ledger: fenced(ledgerOn(database, clock.now), mine, watcher, LEDGER_WRITES),
      documents: fenced(documentsOn(database), mine, watcher, ['shows', 'forget']),
      settings: fenced(settings, mine, watcher, ['changeConnection']),
      alarms: fenced(alarms, mine, watcher, []),
      tabs: fenced(tabs, mine, watcher, []),
      vault: fenced(openVault, mine, watcher, []),
      passphrase: noPassphrase(),
      policy: { now: async () => NO_POLICY, renew: () => undefined },
      apiOf: apiById,
      vendorOf: vendorById,
      siteOfHost,
      sendTo: (origin) => network.sendTo(mine, origin),
      now: clock.now,
      newId,
      chance,
      inject: async () => undefined,
      openPage: async () => undefined,
      hintPages: async () => undefined,
      showCount: async () => undefined,
      unreadableEntries: async () => 0,
      signal: new AbortController().signal,
    });
    void mine.world.start(false);
    return mine.world;
  }

  /** Goes on until only time or the network can move anything. */
  async function pump(): Promise<void> {
    const from = watcher.made;
    for (let seen = -1; watcher.busy > 0 || seen !== watcher.made; ) {
      seen = watcher.made;
      await new Promise((done) => setImmediate(done));
      if (watcher.made - from > SPIN_LIMIT) throw new Error('the worker spins');
    }
  }

  /** What happens next by itself, and when. */
  function upcoming(): { at: number; kind: 'timer' | 'wake' } | null {
    if (self.asleep) return null;
    const timer = clock.nextAt();
    // Alarms are set by the device's own clock, which may be wrong.
    const ringsAt = alarms.nextAt();
    const alarm = ringsAt === null ? null : ringsAt - clock.now() + clock.true();
    const soonest = life.dead ? diedAt + 1_000 : clock.true();
    const event = life.dead && self.eventsWake && !wasIdle ? diedAt + 60_000 : null;
    const wakes = [alarm, event].filter((at) => at !== null).map((at) => Math.max(at, soonest));
    const wake = wakes.length > 0 ? Math.min(...wakes) : null;
    if (timer !== null && (wake === null || timer <= wake)) return { at: timer, kind: 'timer' };
    return wake === null ? null : { at: wake, kind: 'wake' };
  }

  async function proceed(until: number): Promise<boolean> {
    await pump();
    const coming = upcoming();
    const idleAt = lastEvent + IDLE_MS;
    if (self.plan.idleStops && !life.dead && (coming?.at ?? Infinity) > idleAt && idleAt <= until) {
      clock.advanceTo(idleAt);
      watcher.die(life);
      wasIdle = true;
      return true;
    }
    if (!coming || coming.at > until) return false;
    clock.advanceTo(coming.at);
    if (coming.kind === 'timer') return true;
    const rang = alarms.ring(clock.now());
    const dead = life.dead;
    const world = await boot();
    if (rang || !dead) void world.deliver();
    return true;
  }

  async function advance(until: number): Promise<void> {
    let at = clock.true();
    for (let turns = 0; await proceed(until); turns += 1) {
      if (clock.true() !== at) turns = 0;
      at = clock.true();
      if (turns > TURNS_LIMIT) throw new Error('the worker spins');
    }
  }

  const self: Device = {
    clock,
    network,
    settings,
    alarms,
    plan: SMOOTH,
    counts: { writes: 0, lives: 0, kinds: watcher.kinds },
    tabs: new Map(),
    eventsWake: true,
    asleep: false,
    async ask(kind, input, tabId = 1) {
      const world = await boot();
      let answered: Answered<Requests[typeof kind]['output']> = null;
      const handle = world.handlers[kind] as (
        input: unknown,
        sender: KnownSender,
      ) => Promise<Requests[typeof kind]['output']>;
      const from = { ...sender, id: `document ${tabId}`, tabId };
      let refusal: unknown = null;
      handle(input, from).then(
        (value) => {
          answered = { value };
        },
        (error: unknown) => {
          refusal = error;
        },
      );
      await pump();
      if (refusal !== null) throw refusal;
      return answered;
    },
    async run(ms) {
      const until = clock.true() + ms;
      await advance(until);
      clock.advanceTo(until);
      await pump();
    },
    async settle(ms = DAY_MS) {
      const until = clock.true() + ms;
      await advance(until);
      if (upcoming()) throw new Error('it never comes to rest');
    },
    stop: () => watcher.die(life),
    entries: () => ledgerOn(outside, clock.now).all(),
    ledger: ledgerOn(outside, clock.now),
  };
  return self;
}
