import type { Failure } from '../domain/failure';
import { saysNothing } from '../domain/feedback';
import type { Action, Receipt } from '../domain/receipt';
import { type Look, lookOf } from './receipt-look';
import type { Sentence } from './sentence';
import { receiptSentence, refusedSentence } from './sentences';
import type { SlipState } from './slip-contract';

/** What the receipt line says: the icon, the words and the ways forward. */
export interface Told {
  look: Look;
  words: Sentence;
  /** Whether it will be said in a moment who gave it, which takes more room. */
  signed?: boolean;
  actions: readonly Action[];
}

/**
 * What there is to tell about a slip at `now` (epoch milliseconds); null where nothing has been
 * done and nothing is wrong. A refusal comes first: the receipt below it is about something older.
 */
export function toldOf({ view, refused, ...state }: SlipState, now: number): Told | null {
  if (refused) {
    return {
      look: lookOf({ state: 'needs-person' }),
      words: refusedSentence(refused),
      actions: [],
    };
  }
  // The first press gives the line its room, without words: the thumbs move once, not twice.
  const receipt =
    view?.receipt ??
    (view?.problem && receiptOfProblem(view.problem)) ??
    (state.pending && !saysNothing(state.feedback) && SAVING);
  if (!view || !receipt) return null;
  const isOffline = receipt.state === 'needs-person' && receipt.failure.kind === 'offline';
  return {
    look: lookOf(isOffline ? { state: 'out-of-reach' } : receipt),
    words: receiptSentence(receipt, view.vendorLabel, now),
    // Whose feedback can be read back is told with it.
    signed: receipt.state === 'saved' && view.expresses.readsBack,
    actions: receipt.actions,
  };
}

const SAVING: Receipt = { state: 'saved', actions: ['undo'] };

/** A failed look at the conversation, told like a state although nothing was pressed. */
function receiptOfProblem(failure: Failure): Receipt {
  const { kind } = failure;
  if (kind === 'no-connection') return { state: 'not-set-up', actions: ['set-up'] };
  if (kind === 'locked') return { state: 'locked', actions: ['unlock'] };
  // The person is wanted elsewhere: at a choice in sight, or in the vendor's own conversation.
  const isElsewhere = kind === 'several-connections' || kind === 'answer-failed';
  return { state: 'needs-person', failure, actions: isElsewhere ? [] : ['retry', 'options'] };
}
