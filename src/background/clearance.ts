import type { Entry } from '../domain/entry';
import { fail, type Result, succeed } from '../domain/failure';
import { saysNothing } from '../domain/feedback';
import { guard } from '../domain/guard';
import type { EntryEvent } from '../domain/transition';
import type { OpenAccess } from './access';
import { adoptOwnRows } from './adopting';
import type { ConversationRecord } from './database';
import type { DeliveryWorld } from './delivery';
import { lookAt, underWayIn } from './looking';
import { findOwnRow } from './repair';
import { watchLimitMs } from './settings';
import { storedFrom } from './submission';

/** Looks older than this are repeated before a write that lands on "the latest answer". */
const FRESH_LOOK_MS = 5_000;
/** An answer under way is asked about this often while the worker lives, and by alarm after. */
export const POLL_MS = 5_000;
/** The server's clock has whole seconds and may lag between its machines. */
export const CLOCK_SLACK_MS = 2_000;

/** Leave to write. */
interface Go {
  /** As an attempt notes it. */
  since: number | null;
  /** Whether an earlier attempt of unknown outcome left nothing behind. */
  provedAbsent: boolean;
}

type Clearance = Result<Go | EntryEvent>;

/**
 * What has to be known before anything is written at the vendor.
 *
 * @param known what the ledger knows of the entry's conversation
 * @returns leave to write; what became of the entry instead; or what stood in the way
 */
export async function clear(
  world: DeliveryWorld,
  access: OpenAccess,
  entry: Entry,
  known: ConversationRecord | null,
): Promise<Clearance> {
  const replaces = access.api.afterLostReply === 'replace';
  let record = known;
  const age = world.now() - (record?.lookedAt ?? 0);
  const answer = record?.answers?.find(({ turn }) => turn === entry.turn);
  const isFresh = replaces
    ? age < FRESH_LOOK_MS && record?.progress.phase === 'ready'
    : record?.skew != null && answer?.ready === true;
  if (!record || !isFresh) {
    const looked = await lookAt(world.ledger, world, access, entry.conversation);
    if (!looked.ok) return looked;
    record = looked.value;
  }
  const at = world.now();
  const waiting: Clearance = succeed({
    kind: 'unfinished',
    at,
    dueAt: at + POLL_MS,
    settles: false,
  });
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
    if (record.progress.phase === 'failed') return fail({ kind: 'answer-failed' });
  }
  const limitMs = await watchLimitMs(world.settings);
  const judged = (seen: ConversationRecord) =>
    guard({
      turn: entry.turn,
      latest: seen.progress.turn,
      pressedAt: entry.pressedAt,
      underWay: underWayIn(seen),
      watch: seen.watch,
      now: world.now(),
      limitMs,
      vouchedByPerson: entry.vouchedByPerson,
    });
  let hold = judged(record);
  // A tab that still shows the conversation can only vouch for it, so it is asked where nobody does.
  if (hold?.kind === 'not-vouched') hold = judged(await world.sight(record));
  return hold ? succeed({ kind: 'held', at: world.now(), hold }) : go(record);
}

/** The server's clock is that of the last look, because this device's may have been set since. */
function go({ lookedAt, skew }: ConversationRecord, provedAbsent = false): Clearance {
  const since = lookedAt === null || skew === null ? null : lookedAt + skew - CLOCK_SLACK_MS;
  return succeed({ since, provedAbsent });
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
  if (!found.ok) {
    const mayDouble = found.failure.kind === 'cannot-tell-own-row' && entry.vouchedByPerson;
    return mayDouble ? go(record) : found;
  }
  if (!found.value) return go(record, true);
  const stored = storedFrom(found.value, entry, access);
  return succeed({ kind: 'stored', at: world.now(), stored, adopted: true });
}
