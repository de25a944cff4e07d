import * as z from 'zod/mini';
import { codePoints, type Feedback, type Rating } from '../../domain/feedback';

/** The longest comment ClarityQ takes, in code points. */
export const COMMENT_LIMIT = 2_000;

const rating = z.nullable(z.enum(['POSITIVE', 'NEGATIVE']));

/** The whole feedback: a field left out would be cleared, so both are always there. */
export const feedbackRequest = z.strictObject({
  rating,
  comment: z.nullable(
    z.string().check(z.refine((text) => text !== '' && codePoints(text) <= COMMENT_LIMIT)),
  ),
});

export type FeedbackRequest = z.output<typeof feedbackRequest>;

/** What a stored feedback is answered with; a value that is missing counts as null. */
export const feedbackReply = z.object({
  conversation_id: z.string(),
  updated_at: z.nullish(z.string()),
  rating: z.nullish(rating),
  comment: z.nullish(z.string()),
});

/** How far the latest answer is. */
export const statusReply = z.object({
  status: z.enum(['IN_PROGRESS', 'COMPLETED', 'ERROR']),
});

/** Feedback as it goes over the line; null where ClarityQ cannot express it. */
export function encode(feedback: Feedback): FeedbackRequest | null {
  const ratings: Record<Rating, FeedbackRequest['rating'] | undefined> = {
    good: 'POSITIVE',
    bad: 'NEGATIVE',
    neutral: undefined,
  };
  const { data } = feedbackRequest.safeParse({
    rating: feedback.rating === null ? null : ratings[feedback.rating],
    comment: feedback.comment === '' ? null : feedback.comment,
  });
  return data ?? null;
}

/** Feedback as ClarityQ says it has stored it; `null` is no rating here, never neutral. */
export function decode(reply: z.output<typeof feedbackReply>): Feedback {
  const said = reply.rating ?? null;
  return {
    rating: said === null ? null : said === 'POSITIVE' ? 'good' : 'bad',
    comment: reply.comment ?? '',
  };
}
