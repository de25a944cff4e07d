import { nextAttempt } from '../domain/backoff';
import { scoped } from '../domain/connection';
import { conversationKey, UNNAMED } from '../domain/conversation';
import type { Entry } from '../domain/entry';
import { consequence, type Failure } from '../domain/failure';
import { type EntryEvent, next } from '../domain/transition';
import { advance } from '../domain/turns';
import { connectionFor, noteResult, openAccess } from './access';
import { clear, POLL_MS } from './clearance';
import type { DeliveryWorld } from './delivery';
import { name } from './naming';
import { withoutTwins } from './repair';
import { send } from './submission';

/** When an attempt is taken up again should the worker die: past the longest request. */
const WATCHDOG_MS = 35_000;

/** Whether an entry is to be taken up by `now`, epoch milliseconds. */
export function isDue(entry: Entry | null, now: number): entry is Entry {
  return entry !== null && entry.dueAt !== null && entry.dueAt <= now;
}

/**
 * One entry, one step further. Every way out of here has written what became of it.
 *
 * @returns the entry as it is then; null when it has gone
 */
export async function deliver(
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
  const failWith = (failure: Failure, settles = false): Promise<Entry | null> => {
    const at = world.now();
    const dueAt = nextAttempt(failure, known.attempts + 1, at, world.chance());
    return write(
      consequence(failure).waitsFor === 'answer'
        ? { kind: 'unfinished', at, dueAt: at + POLL_MS, settles }
        : { kind: 'failed', at, failure, dueAt, settles },
    );
  };

  const connection = await connectionFor(world.settings, listed.conversation);
  if (!connection.ok) return failWith(connection.failure);
  const [access, again] = await Promise.all([
    openAccess(world, connection.value, signal),
    world.ledger.again(listed),
  ]);
  if (!access.ok) return failWith(access.failure);
  const { id } = connection.value;
  const conversation = scoped(connection.value, listed.conversation);
  const entry =
    again.entry && again.entry.connection !== id
      ? await world.ledger.changeByKey(listed.key, (current) => ({
          ...current,
          connection: id,
          conversation,
        }))
      : again.entry;
  if (!isDue(entry, world.now())) return entry;
  known = entry;

  const cleared = await (entry.turn === UNNAMED
    ? name(world, access.value, entry)
    : clear(world, access.value, entry, again.record));
  if (!cleared.ok) return failWith(cleared.failure);
  const go = cleared.value;
  if (!go || 'key' in go) return go;
  if ('kind' in go) return write(go);

  const at = world.now();
  const attemptId = world.newId();
  const attempted = await world.ledger.changeByKey(entry.key, (current) =>
    current.state === 'queued' || current.state === 'waiting' || current.state === 'sending'
      ? next(current, {
          kind: 'attempted',
          at,
          dueAt: at + WATCHDOG_MS,
          mayRepeat: access.value.api.afterLostReply === 'replace',
          attempt: {
            id: attemptId,
            feedback: current.intent,
            startedAt: at,
            since: current.attempt ? current.attempt.since : go.since,
            afterUnknown: current.attempt !== null && !go.provedAbsent,
          },
        })
      : current,
  );
  if (attempted?.attempt?.id !== attemptId) return attempted;
  sent = true;
  const sending = send(world, access.value, { ...attempted, conversation });
  // Since the press it says that it is being sent; it is news only where it had to wait.
  if (entry.state !== 'queued' || entry.failure) world.changed(conversationKey(conversation));

  const outcome = await sending;
  if (outcome.ok) {
    const event = outcome.value;
    if (event.kind !== 'stored' || attempted.stored?.row != null) return write(event);
    const stored = await withoutTwins(
      access.value,
      conversation,
      attempted.turn,
      attempted.attempt,
      event.stored,
    );
    // The row is there, and no reply tells of a second: found out when the list can be read.
    return stored.ok ? write({ ...event, stored: stored.value }) : failWith(stored.failure);
  }
  await noteResult(world, connection.value, outcome.failure);
  if (outcome.failure.kind === 'not-ready') await noteUnfinished(world, attempted);
  return failWith(outcome.failure, consequence(outcome.failure).outcome === 'certain');
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
