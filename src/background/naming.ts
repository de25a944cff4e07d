import { type Entry, isOnItsWay } from '../domain/entry';
import { fail, type Result, succeed } from '../domain/failure';
import { type EntryEvent, next } from '../domain/transition';
import type { OpenAccess } from './access';
import { adoptOwnRows } from './adopting';
import { CLOCK_SLACK_MS } from './clearance';
import type { DeliveryWorld } from './delivery';
import { lookAt } from './looking';

/** A vendor that does not say when a question was asked is believed for as long as this. */
const FRESH_PRESS_MS = 10_000;

/**
 * Finds the answer of a press that came before the vendor had named any: the latest that had been
 * asked for by then.
 *
 * @returns the entry on its answer; what became of it where there is none; or what stood in the way
 */
export async function name(
  world: DeliveryWorld,
  access: OpenAccess,
  { key, pressId: askedFor, pressedAt, confirmedAt = 0, vouchedByPerson, conversation }: Entry,
): Promise<Result<EntryEvent | Entry | null>> {
  const looked = await lookAt(world.ledger, world, access, conversation);
  if (!looked.ok) return looked;
  const record = looked.value;
  const at = world.now();
  const seenAt = Math.max(pressedAt, confirmedAt);
  const age = at - seenAt;
  const untold = vouchedByPerson || age < FRESH_PRESS_MS ? 0 : Infinity;
  const seenUntil = seenAt + (record.skew ?? 0) + CLOCK_SLACK_MS;
  const answer = record.answers?.findLast(({ askedAt }) => (askedAt ?? untold) <= seenUntil);
  if (!answer) {
    if (!record.answers?.length) return fail({ kind: 'not-ready' });
    const minutes = Math.max(1, Math.round(age / 60_000));
    return succeed({ kind: 'held', at, hold: { kind: 'not-vouched', minutes } });
  }
  // Feedback from elsewhere is changed, not doubled.
  if (record.readBackAt === null) await adoptOwnRows(world, access, record);
  const { turn, question } = answer;
  const ref = { conversation: record.conversation, turn, connection: access.connection.id };
  const moved = await world.ledger.move(key, ref, (early, known) => {
    const { intent, pressId, page } = early;
    // Pressed again meanwhile, maybe on a newer answer: it is looked for anew.
    if (pressId !== askedFor) return early;
    if (!known) return { ...early, turn, question };
    // Pressed since on another tab, which had the answer's name already.
    const isOlder = known.pressId !== '' && known.pressedAt > early.pressedAt;
    if (isOlder || !isOnItsWay(early)) return known;
    const feedback = { ...intent, comment: intent.comment || known.intent.comment };
    return next({ ...known, page }, { kind: 'pressed', at: early.pressedAt, pressId, feedback });
  });
  return succeed(moved);
}
