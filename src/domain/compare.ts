import { type Feedback, sameFeedback } from './feedback';

/** One way in which what the vendor stored is not what was meant. */
export type Difference =
  | { kind: 'rating'; stored: Feedback['rating'] }
  | { kind: 'comment-missing' }
  | { kind: 'comment-cut'; stored: number; meant: number }
  | { kind: 'comment-other' }
  | { kind: 'conversation' }
  | { kind: 'turn' }
  | { kind: 'author'; stored: string; meant: string };

/** What was meant, as far as a vendor's reply can confirm it. */
export interface Meant {
  feedback: Feedback;
  conversationId: string;
  turn: number | null;
  /** Whose name it should carry; null where that is not known. */
  author: string | null;
}

/** What the vendor's reply says. Null where the vendor does not tell. */
export interface Told {
  feedback: Feedback;
  conversationId: string;
  turn: number | null;
  author: string | null;
}

/**
 * Compares a reply with the intent. Comments are compared as Unicode text (NFC) with line ends
 * made alike, because a vendor may normalise both without changing a word.
 */
export function compare(meant: Meant, told: Told): Difference[] {
  const differences: Difference[] = [];
  if (told.conversationId.toLowerCase() !== meant.conversationId.toLowerCase()) {
    differences.push({ kind: 'conversation' });
  }
  if (meant.turn !== null && told.turn !== null && meant.turn !== told.turn) {
    differences.push({ kind: 'turn' });
  }
  if (told.feedback.rating !== meant.feedback.rating) {
    differences.push({ kind: 'rating', stored: told.feedback.rating });
  }
  const comment = differenceOfText(meant.feedback.comment, told.feedback.comment);
  if (comment) differences.push(comment);
  if (
    meant.author !== null &&
    told.author !== null &&
    meant.author.toLowerCase() !== told.author.toLowerCase()
  ) {
    differences.push({ kind: 'author', stored: told.author, meant: meant.author });
  }
  return differences;
}

function differenceOfText(meant: string, told: string): Difference | null {
  const wanted = { rating: null, comment: meant.replace(/\r\n?/g, '\n') };
  const got = { rating: null, comment: told.replace(/\r\n?/g, '\n') };
  if (sameFeedback(wanted, got)) return null;
  if (got.comment === '') return { kind: 'comment-missing' };
  if (wanted.comment.normalize('NFC').startsWith(got.comment.normalize('NFC'))) {
    return {
      kind: 'comment-cut',
      stored: [...got.comment].length,
      meant: [...wanted.comment].length,
    };
  }
  return { kind: 'comment-other' };
}
