import type { Failure } from '../domain/failure';
import type { Action, Receipt } from '../domain/receipt';
import { type Look, lookOf } from './receipt-look';
import type { Sentence } from './sentence';
import { receiptSentence, refusedSentence } from './sentences';
import type { SlipState } from './slip-model';

/** What the receipt line says: the icon, the words and the ways forward. */
export interface Told {
  look: Look;
  words: Sentence;
  actions: readonly Action[];
}

/**
 * What there is to tell about a slip at `now` (epoch milliseconds); null where nothing has been
 * done and nothing is wrong. A refusal comes first: the receipt below it is about something older.
 */
export function toldOf({ view, refused }: SlipState, now: number): Told | null {
  if (refused) {
    return {
      look: lookOf({ state: 'needs-person' }),
      words: refusedSentence(refused),
      actions: [],
    };
  }
  const receipt = view?.receipt ?? (view?.problem && receiptOfProblem(view.problem));
  if (!view || !receipt) return null;
  const isOffline = receipt.state === 'needs-person' && receipt.failure.kind === 'offline';
  return {
    look: lookOf(isOffline ? { state: 'out-of-reach' } : receipt),
    words: receiptSentence(receipt, view.vendorLabel, now),
    actions: receipt.actions,
  };
}

/** A failed look at the conversation, told like a state although nothing was pressed. */
function receiptOfProblem(failure: Failure): Receipt {
  switch (failure.kind) {
    case 'no-connection':
      return { state: 'not-set-up', actions: ['set-up'] };
    case 'locked':
      return { state: 'locked', actions: ['unlock'] };
    case 'key-refused':
    case 'no-access':
    case 'access-withheld':
    case 'outside-vendor':
    case 'not-found':
    case 'redirected':
      return { state: 'needs-person', failure, actions: ['options', 'retry'] };
    case 'several-connections':
    case 'answer-failed':
      return { state: 'needs-person', failure, actions: [] };
    default:
      return { state: 'needs-person', failure, actions: ['retry'] };
  }
}
