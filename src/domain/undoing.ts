import { type Entry, heldByVendor } from './entry';
import { type Feedback, NOTHING, sameFeedback, saysNothing } from './feedback';

const PAST_KEPT = 20;

/** What Undo would bring back; null where there is nothing to undo. */
export function undoTarget(entry: Entry): Feedback | null {
  const last = entry.past.at(-1);
  if (last) return last;
  return saysNothing(entry.intent) ? null : NOTHING;
}

/** Earlier values with one more, the oldest falling off. */
export function remembered(past: Feedback[], feedback: Feedback): Feedback[] {
  return [...past, feedback].slice(-PAST_KEPT);
}

/** What Undo goes back to once `feedback` is pressed: what is stored now comes on top. */
export function pushPast(entry: Entry, feedback: Feedback): Feedback[] {
  const held = heldByVendor(entry);
  if (entry.state !== 'stored' || sameFeedback(held, feedback)) return entry.past;
  return remembered(entry.past, held);
}

/** Without what is there anyway: an Undo that changes nothing would look broken. */
export function worthUndoing(past: Feedback[], present: Feedback): Feedback[] {
  const last = past.at(-1);
  return last && sameFeedback(last, present) ? worthUndoing(past.slice(0, -1), present) : past;
}
