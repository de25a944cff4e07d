import { scoped } from '../domain/connection';
import { type Conversation, conversationKey } from '../domain/conversation';
import { type Result, succeed } from '../domain/failure';
import { advance } from '../domain/turns';
import type { Look } from '../vendors/api';
import type { OpenAccess, Reach } from './access';
import { noteResult } from './access';
import type { ConversationRecord } from './database';
import type { Ledger } from './ledger';

/** One look per conversation and hour is enough until something speaks for a change. */
export const LOOK_EVERY_MS = 3_600_000;
/** Whoever goes from window to window and back does not ask every time. */
const FOCUS_LOOK_EVERY_MS = 60_000;
/** A look that failed is not repeated with every view. */
const FAILED_LOOK_REST_MS = 10_000;
/** An answer found under way twice within this time has been so all along: agents take a minute. */
const UNDER_WAY_GAP_MS = 120_000;

/**
 * Looks at a conversation and writes down what was seen.
 *
 * @returns the record after the look, or how it failed (which the record keeps, too)
 */
export async function lookAt(
  ledger: Ledger,
  reach: Reach,
  access: OpenAccess,
  conversation: Conversation,
): Promise<Result<ConversationRecord>> {
  const asked = scoped(access.connection, conversation);
  const before = await ledger.conversation(conversationKey(asked));
  const askedAt = reach.now();
  const look = await access.api.look(access, asked);
  const at = reach.now();
  await noteResult(reach, access.connection, look.ok ? null : look.failure);
  if (!look.ok) {
    await ledger.changeConversation(asked, at, (record) => ({
      ...record,
      problem: look.failure,
      failedAt: at,
    }));
    return look;
  }
  const seen = await ledger.changeConversation(asked, at, (record) =>
    hasCrossed(before, record, askedAt) ? record : taken(record, look.value, askedAt, at),
  );
  return succeed(seen);
}

/** Whether a look is due: by time alone, or because the person has just come to it (`focus`). */
export function lookDue(record: ConversationRecord | null, now: number, focus = false): boolean {
  if (record?.failedAt != null && now - record.failedAt < FAILED_LOOK_REST_MS) return false;
  const every = focus ? FOCUS_LOOK_EVERY_MS : LOOK_EVERY_MS;
  return record?.lookedAt == null || now - record.lookedAt >= every;
}

/** Whether the person's own rows are due to be read back from the vendor by time alone. */
export function readBackDue(record: ConversationRecord, now: number): boolean {
  return record.readBackAt === null || now - record.readBackAt >= LOOK_EVERY_MS;
}

/** When looks found the present answer under way; null where it was never seen so. */
export function underWayIn({ progress, underWaySince, finishedAt }: ConversationRecord) {
  const from = Math.max(progress.begunAt, underWaySince ?? 0);
  return finishedAt === null ? null : { from, to: Math.max(finishedAt, from) };
}

/** Whether another look, asked for later, was written down meanwhile: this one is old by then. */
function hasCrossed(
  before: ConversationRecord | null,
  { lookedAt }: ConversationRecord,
  askedAt: number,
): boolean {
  return lookedAt !== null && lookedAt !== before?.lookedAt && lookedAt > askedAt;
}

function taken(
  record: ConversationRecord,
  look: Look,
  askedAt: number,
  at: number,
): ConversationRecord {
  return {
    ...record,
    ...progressed(record, look, at),
    title: look.title ?? record.title,
    answers: look.answers ?? record.answers,
    lookedAt: askedAt,
    // A clock that was set back meanwhile must not make the server's look later than it is: an own
    // row would count as made before, and be made again.
    skew: look.serverTime === null ? record.skew : look.serverTime - Math.max(at, askedAt),
    problem: null,
    failedAt: null,
  };
}

/**
 * The answer's course after a look. Between two looks too far apart it may have finished and
 * another begun, so such a gap is not counted as time spent waiting for it.
 */
function progressed(
  record: ConversationRecord,
  { phase }: Look,
  at: number,
): Pick<ConversationRecord, 'progress' | 'finishedAt' | 'underWaySince'> {
  const progress = advance(record.progress, { kind: 'look', phase }, at);
  const before = record.progress;
  const wasUnderWay = before.phase === 'answering';
  const lastSeen = Math.max(before.begunAt, record.lookedAt ?? 0);
  const isUnbroken = at - lastSeen <= UNDER_WAY_GAP_MS;
  if (phase !== 'answering') {
    const finishedAt = wasUnderWay ? (isUnbroken ? at : lastSeen) : record.finishedAt;
    return { progress, finishedAt, underWaySince: record.underWaySince ?? null };
  }
  const isNew = progress.turn !== before.turn;
  const underWaySince = isNew ? null : wasUnderWay && isUnbroken ? record.underWaySince : at;
  return { progress, finishedAt: null, underWaySince: underWaySince ?? null };
}
