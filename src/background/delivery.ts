import { nextAttempt } from '../domain/backoff';
import { compare } from '../domain/compare';
import { scoped } from '../domain/connection';
import { conversationKey } from '../domain/conversation';
import { type Entry, type EntryEvent, next, type Stored } from '../domain/entry';
import { consequence, type Failure } from '../domain/failure';
import { saysNothing } from '../domain/feedback';
import { guard } from '../domain/guard';
import { advance } from '../domain/turns';
import type { Receipt } from '../vendors/api';
import { connectionFor, noteResult, type OpenAccess, openAccess, type Reach } from './access';
import { adoptOwnRows } from './adopting';
import type { ConversationRecord } from './database';
import type { Ledger } from './ledger';
import { lookAt, underWayIn } from './looking';
import { findOwnRow } from './repair';

/** What delivery needs from its surroundings; all of it replaceable in a test. */
export interface DeliveryWorld extends Reach {
  ledger: Ledger;
  chance(): number;
  newId(): string;
  /** Asks open tabs whether they show the conversation and writes the sighting down. */
  sight(record: ConversationRecord): Promise<ConversationRecord>;
  /** Tells open surfaces that a conversation's entries have changed. */
  changed(conversation: string): void;
  /** Arms the alarm for the next due entry. */
  arm(): Promise<void>;
}

/** Takes due entries to the vendor and back; the only caller of an Api's writes. */
export interface Delivery {
  /** Starts everything due; resolves when all of it has come to an outcome. */
  drain(signal: AbortSignal): Promise<void>;
  /** At start: attempts that a stopped worker left behind have an unknown outcome. */
  recover(): Promise<void>;
}

const PER_VENDOR = 4;
/** Looks older than this are repeated before a write that lands on "the latest answer". */
const FRESH_LOOK_MS = 5_000;
/** An answer under way is asked about this often while the worker lives, and by alarm after. */
const POLL_MS = 5_000;
/** When an attempt is taken up again should the worker die: past the longest request. */
const WATCHDOG_MS = 35_000;
/** How long an entry is left alone when handling it broke down on this device: a full disk. */
const REST_MS = 60_000;
/** The server's clock has whole seconds and may lag between its machines. */
const CLOCK_SLACK_MS = 2_000;

/** Delivery in the given world. */
export function deliveryIn(world: DeliveryWorld): Delivery {
  /** Conversations in hand, and their vendors. */
  const busy = new Map<string, string>();
  /** Entries that were due when last read and are not in hand yet, earliest press first. */
  const queue = new Map<string, Entry>();
  /** Entries whose handling broke down, and until when they are left alone. */
  const resting = new Map<string, number>();

  function take(): Entry[] {
    const taken: Entry[] = [];
    for (const entry of queue.values()) {
      const conversation = conversationKey(entry.conversation);
      const { vendor } = entry.conversation;
      const atVendor = [...busy.values()].filter((other) => other === vendor).length;
      if (busy.has(conversation) || atVendor >= PER_VENDOR) continue;
      busy.set(conversation, vendor);
      queue.delete(entry.key);
      taken.push(entry);
    }
    return taken;
  }

  async function handle(entry: Entry, signal: AbortSignal): Promise<void> {
    const conversation = conversationKey(entry.conversation);
    try {
      const after = await deliver(world, entry, signal);
      if (isDue(after, world.now())) queue.set(entry.key, after);
    } catch {
      // Not the vendor's doing, or it would be a failure; trying at once would only storm it.
      resting.set(entry.key, world.now() + REST_MS);
    } finally {
      busy.delete(conversation);
    }
    world.changed(conversation);
    await arm();
  }

  /** Where the alarm cannot be set, the next outcome or the next start sets it. */
  const arm = (): Promise<void> => world.arm().catch(() => undefined);

  /** Whoever is done makes room for the next; nobody waits for the slowest. */
  async function work(signal: AbortSignal): Promise<void> {
    await Promise.all(take().map((entry) => handle(entry, signal).then(() => work(signal))));
  }

  return {
    async drain(signal) {
      const now = world.now();
      for (const entry of await world.ledger.due(now)) {
        if ((resting.get(entry.key) ?? 0) > now) continue;
        resting.delete(entry.key);
        queue.set(entry.key, entry);
      }
      await Promise.all([work(signal), arm()]);
    },
    async recover() {
      for (const entry of await world.ledger.all('sending')) {
        if (busy.has(conversationKey(entry.conversation))) continue;
        const at = world.now();
        await world.ledger.changeByKey(entry.key, (current) =>
          current.state === 'sending'
            ? next(current, {
                kind: 'failed',
                at,
                failure: { kind: 'interrupted' },
                dueAt: at,
                settles: false,
              })
            : current,
        );
      }
    },
  };
}

function isDue(entry: Entry | null, now: number): entry is Entry {
  return entry !== null && entry.dueAt !== null && entry.dueAt <= now;
}

/**
 * One entry, one step further. Every way out of here has written what became of it.
 *
 * @returns the entry as it is then; null when it has gone
 */
async function deliver(
  world: DeliveryWorld,
  listed: Entry,
  signal: AbortSignal,
): Promise<Entry | null> {
  let known = listed;
  let sent = false;
  const write = (event: EntryEvent): Promise<Entry | null> =>
    world.ledger.changeByKey(listed.key, (current) =>
      // Nothing was sent and the person has pressed since: what was found is of no matter any more.
      !sent && current.pressId !== known.pressId ? current : next(current, event),
    );
  const failWith = (failure: Failure, settles: boolean): Promise<Entry | null> => {
    const at = world.now();
    const dueAt = nextAttempt(failure, known.attempts + 1, at, world.chance());
    return write(
      consequence(failure).waitsFor === 'answer'
        ? { kind: 'unfinished', at, dueAt: at + POLL_MS, settles }
        : { kind: 'failed', at, failure, dueAt, settles },
    );
  };

  const connection = await connectionFor(world.settings, listed.conversation);
  if (!connection.ok) return failWith(connection.failure, false);
  const access = await openAccess(world, connection.value, signal);
  if (!access.ok) return failWith(access.failure, false);
  const conversation = scoped(connection.value, listed.conversation);
  const entry = await world.ledger.changeByKey(listed.key, (current) =>
    current.connection === connection.value.id
      ? current
      : { ...current, connection: connection.value.id, conversation },
  );
  if (!isDue(entry, world.now())) return entry;
  known = entry;

  const clearance = await clear(world, access.value, entry);
  if (clearance.kind === 'fail') return failWith(clearance.failure, false);
  if (clearance.kind === 'event') return write(clearance.event);

  const at = world.now();
  const attemptId = world.newId();
  const attempted = await world.ledger.changeByKey(entry.key, (current) =>
    current.state === 'queued' || current.state === 'waiting' || current.state === 'sending'
      ? next(current, {
          kind: 'attempted',
          at,
          dueAt: at + WATCHDOG_MS,
          attempt: {
            id: attemptId,
            feedback: current.intent,
            startedAt: at,
            since: current.attempt ? current.attempt.since : clearance.since,
            afterUnknown: current.attempt !== null && !clearance.provedAbsent,
          },
        })
      : current,
  );
  if (attempted?.attempt?.id !== attemptId) return attempted;
  sent = true;
  world.changed(conversationKey(conversation));

  const outcome = await send(world, access.value, { ...attempted, conversation });
  if (outcome.kind === 'event') return write(outcome.event);
  await noteResult(world, connection.value, outcome.failure);
  if (outcome.failure.kind === 'not-ready') await noteUnfinished(world, attempted);
  return failWith(outcome.failure, consequence(outcome.failure).outcome === 'certain');
}

type Clearance =
  /** `since`: as an attempt notes it. `provedAbsent`: an earlier attempt left nothing behind. */
  | { kind: 'go'; since: number | null; provedAbsent: boolean }
  | { kind: 'event'; event: EntryEvent }
  | { kind: 'fail'; failure: Failure };

/** What has to be known before anything is written at the vendor. */
async function clear(world: DeliveryWorld, access: OpenAccess, entry: Entry): Promise<Clearance> {
  const replaces = access.api.afterLostReply === 'replace';
  const key = conversationKey(entry.conversation);
  let record = await world.ledger.conversation(key);
  const age = world.now() - (record?.lookedAt ?? 0);
  const answer = record?.answers?.find(({ turn }) => turn === entry.turn);
  const known = replaces
    ? age < FRESH_LOOK_MS && record?.progress.phase === 'ready'
    : record?.skew != null && answer?.ready === true;
  if (!record || !known) {
    const looked = await lookAt(world.ledger, world, access, entry.conversation);
    if (!looked.ok) return { kind: 'fail', failure: looked.failure };
    record = looked.value;
  }
  const at = world.now();
  const waiting: Clearance = {
    kind: 'event',
    event: { kind: 'unfinished', at, dueAt: at + POLL_MS, settles: false },
  };
  if (!replaces) {
    const seen = record.answers?.find(({ turn }) => turn === entry.turn);
    if (seen && !seen.ready) return waiting;
    if (entry.attempt) return repaired(world, access, entry, record);
    // A row made elsewhere is changed, not doubled; its author is known from the first receipt on.
    if (entry.stored === null && record.readBackAt === null) {
      await adoptOwnRows(world, access, record);
    }
    return go(record);
  }
  if (record.progress.turn === entry.turn) {
    if (record.progress.phase === 'answering') return waiting;
    if (record.progress.phase === 'failed') {
      return { kind: 'fail', failure: { kind: 'answer-failed' } };
    }
  }
  record = await world.sight(record);
  const hold = guard({
    turn: entry.turn,
    latest: record.progress.turn,
    pressedAt: entry.pressedAt,
    underWay: underWayIn(record),
    watch: record.watch,
    now: world.now(),
    limitMs: await world.settings.watchLimitMs(),
    vouchedByPerson: entry.vouchedByPerson,
  });
  return hold ? { kind: 'event', event: { kind: 'held', at: world.now(), hold } } : go(record);
}

/** The server's clock is that of the last look, because this device's may have been set since. */
function go({ lookedAt, skew }: ConversationRecord, provedAbsent = false): Clearance {
  const since = lookedAt === null || skew === null ? null : lookedAt + skew - CLOCK_SLACK_MS;
  return { kind: 'go', since, provedAbsent };
}

/** An attempt of unknown outcome at a vendor where a repeat would make a double: look first. */
async function repaired(
  world: DeliveryWorld,
  access: OpenAccess,
  entry: Entry,
  record: ConversationRecord,
): Promise<Clearance> {
  const attempt = entry.attempt;
  // A change or a deletion by id can be repeated; only making a new row can double.
  if (!attempt || entry.stored?.row != null || saysNothing(attempt.feedback)) return go(record);
  const found = await findOwnRow(access, entry.conversation, entry.turn, attempt);
  if (!found.ok) return { kind: 'fail', failure: found.failure };
  if (!found.value) return go(record, true);
  const stored = storedFrom(found.value, entry, access);
  return { kind: 'event', event: { kind: 'stored', at: world.now(), stored, adopted: true } };
}

type Outcome = { kind: 'event'; event: EntryEvent } | { kind: 'failure'; failure: Failure };

/** Writes at the vendor, and says what the reply amounts to. */
async function send(world: DeliveryWorld, access: OpenAccess, entry: Entry): Promise<Outcome> {
  const { api } = access;
  const feedback = entry.attempt?.feedback ?? entry.intent;
  const row = entry.stored?.row ?? null;
  if (saysNothing(feedback) && api.retract) {
    if (row !== null) {
      const gone = await api.retract(access, entry.conversation, row);
      if (!gone.ok) return { kind: 'failure', failure: gone.failure };
    }
    return { kind: 'event', event: { kind: 'taken-back', at: world.now() } };
  }
  const { conversation, turn } = entry;
  const reply = await api.submit(access, { conversation, turn, feedback }, row);
  if (!reply.ok) {
    return row !== null && reply.failure.kind === 'not-found'
      ? { kind: 'event', event: { kind: 'row-gone', at: world.now() } }
      : { kind: 'failure', failure: reply.failure };
  }
  await noteResult(world, access.connection, null);
  await noteOwner(world, access, reply.value);
  const stored = storedFrom(reply.value, entry, access);
  return { kind: 'event', event: { kind: 'stored', at: world.now(), stored } };
}

function storedFrom(receipt: Receipt, entry: Entry, access: OpenAccess): Stored {
  const meant = {
    feedback: entry.attempt?.feedback ?? entry.intent,
    conversationId: entry.conversation.id,
    turn: entry.turn,
    author: access.connection.actAs ?? access.connection.knownAs,
  };
  return {
    feedback: receipt.feedback,
    at: receipt.at,
    row: receipt.row,
    author: receipt.author,
    reviewed: receipt.reviewed,
    differences: compare(meant, receipt),
  };
}

/** The first receipt that does not carry the name to act as tells who the key belongs to. */
async function noteOwner(
  world: DeliveryWorld,
  { connection }: OpenAccess,
  { author }: Receipt,
): Promise<void> {
  if (author === null || author === connection.knownAs) return;
  if (connection.actAs !== null && author.toLowerCase() === connection.actAs.toLowerCase()) return;
  await world.settings.changeConnection(connection.id, (row) => row && { ...row, knownAs: author });
}

/** A refusal for an unfinished answer says that another answer may have begun. */
async function noteUnfinished(world: DeliveryWorld, entry: Entry): Promise<void> {
  const at = world.now();
  await world.ledger.changeConversation(entry.conversation, at, (record) => ({
    ...record,
    progress: advance(record.progress, { kind: 'refused-unfinished' }, at),
    finishedAt: null,
  }));
}
