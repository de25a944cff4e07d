import type { Difference } from '../domain/compare';
import type { Failure } from '../domain/failure';
import type { Rating } from '../domain/feedback';
import type { Receipt } from '../domain/receipt';
import { language, say, type WordKey } from '../platform/words';
import { type Sentence, sentence } from './sentence';

const RATINGS: Record<Rating, { name: WordKey; word: WordKey }> = {
  good: { name: 'goodAnswer', word: 'good' },
  neutral: { name: 'neutralAnswer', word: 'neutral' },
  bad: { name: 'badAnswer', word: 'bad' },
};

/** A rating's accessible name (`Good answer`) and the word that is shown (`Good`). */
export function ratingWords(rating: Rating): { name: string; word: string } {
  return { name: say(RATINGS[rating].name), word: say(RATINGS[rating].word) };
}

/**
 * A moment in the language of the texts: the time alone today, else with its date. Both are epoch
 * milliseconds.
 */
export function momentOf(at: number, now: number): string {
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(
    language(),
    today ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' },
  ).format(at);
}

/** A whole number with the language's own separators. */
export function figure(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}

/** The receipt line's sentence; `now` in epoch milliseconds decides between time and date. */
export function receiptSentence(receipt: Receipt, vendorLabel: string, now: number): Sentence {
  switch (receipt.state) {
    case 'saved':
      return sentence('stateSaved');
    case 'out-of-reach':
      return sentence('stateOutOfReach', vendorLabel);
    case 'waiting':
      return sentence('stateWaiting');
    case 'stored': {
      const time = { time: momentOf(receipt.at, now) };
      return receipt.author === null
        ? sentence('stateStored', vendorLabel, time)
        : sentence('stateStoredAs', vendorLabel, { inset: receipt.author }, time);
    }
    case 'taken-back':
      return sentence('stateTakenBack', vendorLabel, { time: momentOf(receipt.at, now) });
    case 'differs':
      return sentence('stateDiffers', { pieces: differencesSentence(receipt.differences) });
    case 'reviewed':
      return sentence('stateReviewed');
    case 'changed':
      return sentence('stateChanged');
    case 'not-vouched':
      return sentence('stateNotVouched', figure(receipt.minutes));
    case 'locked':
      return sentence('stateLocked');
    case 'not-set-up':
      return sentence('stateNotSetUp', vendorLabel);
    case 'needs-person':
      return failureSentence(receipt.failure, vendorLabel);
  }
}

/** What is wrong, with what to do. */
export function failureSentence(failure: Failure, vendorLabel: string): Sentence {
  switch (failure.kind) {
    case 'vendor-down':
      return sentence('failureVendorDown', vendorLabel, failure.status);
    case 'rejected':
      return failure.message === ''
        ? sentence('failureRejectedSilently', vendorLabel, failure.status)
        : sentence('failureRejected', vendorLabel, { inset: failure.message });
    case 'access-withheld':
      return sentence('failureAccessWithheld', vendorLabel, { inset: failure.host });
    case 'outside-vendor':
      return sentence('failureOutsideVendor', vendorLabel, { inset: failure.host });
    case 'comment-too-long':
      return sentence('failureCommentTooLong', vendorLabel, figure(failure.limit));
    default:
      return sentence(FAILURES[failure.kind], vendorLabel);
  }
}

type Detailed =
  | 'vendor-down'
  | 'rejected'
  | 'access-withheld'
  | 'outside-vendor'
  | 'comment-too-long';

const FAILURES: Record<Exclude<Failure['kind'], Detailed>, WordKey> = {
  offline: 'failureOffline',
  unreachable: 'failureUnreachable',
  timeout: 'failureTimeout',
  'rate-limited': 'failureRateLimited',
  intercepted: 'failureIntercepted',
  'unreadable-reply': 'failureUnreadableReply',
  redirected: 'failureRedirected',
  interrupted: 'failureInterrupted',
  'not-ready': 'failureNotReady',
  'key-refused': 'failureKeyRefused',
  'no-access': 'failureNoAccess',
  'not-found': 'failureNotFound',
  'answer-failed': 'failureAnswerFailed',
  locked: 'failureLocked',
  'no-connection': 'failureNoConnection',
  'several-connections': 'failureSeveralConnections',
  'cannot-tell-own-row': 'failureCannotTellOwnRow',
};

/** Everything in which the stored feedback is not what was meant, as one part of a sentence. */
export function differencesSentence(differences: readonly Difference[]): Sentence {
  const list = new Intl.ListFormat(language(), { type: 'conjunction' });
  return list
    .formatToParts(differences.map((_, index) => String(index)))
    .flatMap(({ type, value }) => {
      const difference = type === 'element' ? differences[Number(value)] : undefined;
      return difference
        ? differenceSentence(difference)
        : [{ text: value, strong: false, kind: 'words' as const }];
    });
}

function differenceSentence(difference: Difference): Sentence {
  switch (difference.kind) {
    case 'rating':
      return sentence(
        'differsRating',
        difference.stored ? ratingWords(difference.stored).word : say('noRating'),
      );
    case 'comment-missing':
      return sentence('differsCommentMissing');
    case 'comment-cut':
      return sentence('differsCommentCut', figure(difference.stored), figure(difference.meant));
    case 'comment-other':
      return sentence('differsCommentOther');
    case 'conversation':
      return sentence('differsConversation');
    case 'turn':
      return sentence('differsTurn');
    case 'author':
      return sentence('differsAuthor', { inset: difference.stored }, { inset: difference.meant });
  }
}

/** Why the worker did not take something; the sentences of `refused`. */
export type Refused =
  | 'not-saved'
  | 'moved'
  | 'refused'
  | 'draft-not-kept'
  | 'not-answered'
  | 'reload';

const REFUSALS: Record<Refused, WordKey> = {
  'not-saved': 'stateNotSaved',
  moved: 'stateRefusedMoved',
  refused: 'stateRefused',
  'draft-not-kept': 'stateDraftNotKept',
  'not-answered': 'stateNotAnswered',
  reload: 'stateReload',
};

/** What to tell a person whose press or text was not taken. */
export function refusedSentence(refused: Refused): Sentence {
  return sentence(REFUSALS[refused]);
}
