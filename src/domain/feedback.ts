/** What a person can think of an answer. No rating at all is `null`, which is not neutral. */
export type Rating = 'good' | 'neutral' | 'bad';

/** A rating and a comment, always as one whole: vendors replace both together. */
export interface Feedback {
  rating: Rating | null;
  /** Empty where there is none. */
  comment: string;
}

/** What a vendor can express and what its calls mean. */
export interface Expression {
  /** The ratings offered, in the order they are shown. */
  ratings: readonly Rating[];
  /** The longest comment in Unicode code points; null where the vendor names no limit. */
  commentLimit: number | null;
  /** Whether only the conversation's latest answer can be rated, or any. */
  rates: 'latest' | 'any';
  /** What a comment without a thumb counts as. */
  commentAlone: 'none' | 'neutral';
  /** What pressing the pressed thumb does: clear the rating and keep the words, or take all back. */
  takingOff: 'clears rating' | 'takes back';
  /** Whether feedback given elsewhere can be read back. */
  readsBack: boolean;
}

/** Feedback that says nothing: what is meant when feedback is taken back. */
export const NOTHING: Feedback = { rating: null, comment: '' };

/** Whether nothing is said, so that there is nothing for a vendor to keep. */
export function saysNothing(feedback: Feedback): boolean {
  return feedback.rating === null && feedback.comment === '';
}

/** Whether both say the same, comments compared as Unicode text (NFC). */
export function sameFeedback(a: Feedback, b: Feedback): boolean {
  return a.rating === b.rating && a.comment.normalize('NFC') === b.comment.normalize('NFC');
}

/** The length of a comment as the vendors count it: in code points, not in UTF-16 units. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The whole feedback after `pressed` was pressed while `current` stood. */
export function press(expression: Expression, current: Feedback, pressed: Rating): Feedback {
  if (current.rating !== pressed) return { rating: pressed, comment: current.comment };
  if (expression.takingOff === 'takes back') return NOTHING;
  return { rating: null, comment: current.comment };
}

/** The whole feedback after `comment` was saved while `current` stood; outer blanks fall away. */
export function withComment(expression: Expression, current: Feedback, comment: string): Feedback {
  const text = comment.trim();
  const alone = current.rating === null && text !== '' && expression.commentAlone === 'neutral';
  return { rating: alone ? 'neutral' : current.rating, comment: text };
}

/** How a comment stands against its limit. `left` is negative when it is too long. */
export function room(
  expression: Expression,
  comment: string,
): { used: number; limit: number; left: number; tone: 'plain' | 'warn' | 'over' } | null {
  const limit = expression.commentLimit;
  if (limit === null) return null;
  const used = codePoints(comment);
  const left = limit - used;
  return { used, limit, left, tone: left < 0 ? 'over' : used >= limit * 0.9 ? 'warn' : 'plain' };
}
