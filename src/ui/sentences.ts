import type { Difference } from '../domain/compare';
import type { Failure } from '../domain/failure';
import type { Rating } from '../domain/feedback';
import type { Receipt } from '../domain/receipt';
import type { Refusal } from '../messages/view';
import { language, say } from '../platform/words';
import { type Part, type Sentence, sentence } from './sentence';

/** `not-set-up` as it stands in a message's name: `NotSetUp`. */
type Pascal<Kind extends string> = Kind extends `${infer Head}-${infer Rest}`
  ? `${Capitalize<Head>}${Pascal<Rest>}`
  : Capitalize<Kind>;

/** The name of a message after what it tells, so that a kind without words does not compile. */
export function keyOf<Group extends string, Kind extends string>(
  group: Group,
  kind: Kind,
): `${Group}${Pascal<Kind>}` {
  const name = kind.replace(/(^|-)./g, (letter) => letter.slice(-1).toUpperCase());
  return `${group}${name}` as `${Group}${Pascal<Kind>}`;
}

/** A rating's accessible name (`Good answer`) and the word that is shown (`Good`). */
export function ratingWords(rating: Rating): { name: string; word: string } {
  return { name: say(`${rating}Answer`), word: say(rating) };
}

/**
 * A moment in the language of the texts: the time alone today, else with its date. Both are epoch
 * milliseconds.
 */
export function momentOf(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  const format = new Intl.DateTimeFormat(language(), {
    dateStyle: isToday ? undefined : 'medium',
    timeStyle: 'short',
  });
  // “4:44 PM” stays on one line.
  return format.format(at).replace(/\s(?=\S+$)/, '\u00a0');
}

/** A whole number with the language's own separators. */
export function figure(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}

/** The receipt line's sentence; `now` in epoch milliseconds decides between time and date. */
export function receiptSentence(receipt: Receipt, vendorLabel: string, now: number): Sentence {
  if (receipt.state === 'needs-person') return failureSentence(receipt.failure, vendorLabel);
  const time: Part = 'at' in receipt ? { inset: momentOf(receipt.at, now) } : '';
  switch (receipt.state) {
    case 'stored':
      return receipt.author === null
        ? sentence('stateStored', vendorLabel, time)
        : sentence('stateStoredAs', vendorLabel, { inset: receipt.author }, time);
    case 'differs':
      return sentence('stateDiffers', differencesSentence(receipt.differences));
    case 'not-vouched':
      return sentence('stateNotVouched', figure(receipt.minutes));
    default:
      return sentence(keyOf('state', receipt.state), vendorLabel, time);
  }
}

/** What is wrong, with what to do. */
export function failureSentence(failure: Failure, vendorLabel: string): Sentence {
  if (failure.kind === 'rejected' && failure.message === '') {
    return sentence('failureRejectedSilently', vendorLabel, failure.status);
  }
  return sentence(keyOf('failure', failure.kind), vendorLabel, detailOf(failure));
}

function detailOf(failure: Failure): Part {
  if ('message' in failure) return { inset: failure.message };
  if ('host' in failure) return { inset: failure.host };
  if ('limit' in failure) return figure(failure.limit);
  return 'status' in failure ? failure.status : '';
}

/** Everything in which the stored feedback is not what was meant, as one part of a sentence. */
export function differencesSentence(differences: readonly Difference[]): Sentence {
  return new Intl.ListFormat(language()).format(differences.map(differenceSentence));
}

function differenceSentence(difference: Difference): Sentence {
  const key = keyOf('differs', difference.kind);
  switch (difference.kind) {
    case 'rating':
      return sentence(key, say(difference.stored ?? 'noRating'));
    case 'comment-cut':
      return sentence(key, figure(difference.stored), figure(difference.meant));
    case 'author':
      return sentence(key, { inset: difference.stored }, { inset: difference.meant });
    default:
      return sentence(key);
  }
}

/** Why the worker did not take something. */
export type Refused =
  | 'not-saved'
  | 'refused-moved'
  | 'refused'
  | 'draft-not-kept'
  | 'not-answered'
  | 'reload';

/** Why a press was not taken, by the worker's word. */
export function refusedFor(refusal: Refusal): Refused {
  if (refusal === 'storage-failed') return 'not-saved';
  return refusal === 'not-this-conversation' ? 'refused-moved' : 'refused';
}

/** What to tell a person whose press or text was not taken. */
export function refusedSentence(refused: Refused): Sentence {
  return sentence(keyOf('state', refused));
}
