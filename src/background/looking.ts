import { scoped } from '../domain/connection';
import type { Conversation } from '../domain/conversation';
import { type Result, succeed } from '../domain/failure';
import { advance } from '../domain/turns';
import type { Look } from '../vendors/api';
import type { OpenAccess, Reach } from './access';
import { noteResult } from './access';
import type { ConversationRecord } from './database';
import type { Ledger } from './ledger';

/** One look per conversation and hour is enough until something speaks for a change. */
export const LOOK_EVERY_MS = 3_600_000;
/** A look that failed is not repeated with every view. */
const FAILED_LOOK_REST_MS = 10_000;

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
    taken(record, look.value, at),
  );
  return succeed(seen);
}

/** Whether a look is due by time alone. */
export function lookDue(record: ConversationRecord | null, now: number): boolean {
  if (record?.failedAt != null && now - record.failedAt < FAILED_LOOK_REST_MS) return false;
  return record?.lookedAt == null || now - record.lookedAt >= LOOK_EVERY_MS;
}

/** Whether the person's own rows are due to be read back from the vendor by time alone. */
export function readBackDue(record: ConversationRecord, now: number): boolean {
  return record.readBackAt === null || now - record.readBackAt >= LOOK_EVERY_MS;
}

function taken(record: ConversationRecord, look: Look, at: number): ConversationRecord {
  const progress = advance(record.progress, { kind: 'look', phase: look.phase }, at);
  const finished = look.phase !== 'answering';
  const wasUnderWay = record.progress.phase === 'answering';
  return {
    ...record,
    title: look.title ?? record.title,
    answers: look.answers ?? record.answers,
    progress,
    finishedAt: finished ? (wasUnderWay ? at : record.finishedAt) : null,
    lookedAt: at,
    skew: look.serverTime === null ? record.skew : look.serverTime - at,
    problem: null,
    failedAt: null,
  };
}
