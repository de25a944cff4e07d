import { codePoints, type Feedback, type Rating } from '../../domain/feedback';
import { nullable, nullish, object, oneOf, type Read, read, strict, such, text } from '../shape';

/** The longest comment ClarityQ takes, in code points. */
export const COMMENT_LIMIT = 2_000;

const rating = nullable(oneOf('POSITIVE', 'NEGATIVE'));

/** The whole feedback: a field left out would be cleared, so both are always there. */
export const feedbackRequest = strict({
  rating,
  comment: nullable(such(text, (words) => words !== '' && codePoints(words) <= COMMENT_LIMIT)),
});

export type FeedbackRequest = Read<typeof feedbackRequest>;

/** What a stored feedback is answered with; a value that is missing counts as null. */
export const feedbackReply = object({
  conversation_id: text,
  updated_at: nullish(text),
  rating: nullish(rating),
  comment: nullish(text),
});

/** How far the latest answer is. */
export const statusReply = object({
  status: oneOf('IN_PROGRESS', 'COMPLETED', 'ERROR'),
});

/** Feedback as it goes over the line; null where ClarityQ cannot express it. */
export function encode(feedback: Feedback): FeedbackRequest | null {
  const ratings: Record<Rating, FeedbackRequest['rating'] | undefined> = {
    good: 'POSITIVE',
    bad: 'NEGATIVE',
    neutral: undefined,
  };
  const request = read(feedbackRequest, {
    rating: feedback.rating === null ? null : ratings[feedback.rating],
    comment: feedback.comment === '' ? null : feedback.comment,
  });
  return request ?? null;
}

/** Feedback as ClarityQ says it has stored it; `null` is no rating here, never neutral. */
export function decode(reply: Read<typeof feedbackReply>): Feedback {
  const said = reply.rating ?? null;
  return {
    rating: said === null ? null : said === 'POSITIVE' ? 'good' : 'bad',
    comment: reply.comment ?? '',
  };
}
