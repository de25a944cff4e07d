import { fail, type Result, succeed } from '../../domain/failure';
import type { Feedback } from '../../domain/feedback';
import type { Api, Receipt } from '../api';
import { type Lesson, lessonOf } from './lessons';

/** How long the answer of `unfinished` is being written, and nobody answers in `unreachable`. */
const BUSY_MS = 5_000;

/**
 * Answers as a vendor does, without any network. What it holds of an answer is what it was sent
 * last, which the ledger remembers; it rates the latest answer, so that a repeat does no harm.
 *
 * @param now the clock, epoch milliseconds
 */
export function practiceApiAt(now: () => number): Api {
  const isBusy = (id: string, when: Lesson): boolean => {
    const { lesson, begunAt } = lessonOf(id);
    return lesson === when && now() < begunAt + BUSY_MS;
  };
  return {
    id: 'practice',
    keyHeader: '',
    afterLostReply: 'replace',

    async probe() {
      return succeed({ person: null, scopes: null });
    },

    async look(_access, { id }) {
      const phase = isBusy(id, 'unfinished') ? 'answering' : 'ready';
      return succeed({ phase, title: null, answers: null, serverTime: now() });
    },

    async submit(_access, { conversation: { id }, turn, feedback }): Promise<Result<Receipt>> {
      const { lesson } = lessonOf(id);
      // A question asked meanwhile shows in a refusal: the first answer is not the latest any more.
      const isOvertaken = lesson === 'changed' && turn === 1;
      if (isOvertaken || isBusy(id, 'unfinished')) return fail({ kind: 'not-ready' });
      if (isBusy(id, 'unreachable')) return fail({ kind: 'unreachable' });
      if (lesson === 'refused') return fail({ kind: 'rejected', status: 422, message: '' });
      return succeed({
        row: null,
        feedback: lesson === 'differs' ? misread(feedback) : feedback,
        conversationId: id,
        turn: null,
        at: now(),
        author: null,
        reviewed: false,
      });
    },
  };
}

/** What a vendor with a fault makes of a rating: its opposite. */
function misread({ rating, comment }: Feedback): Feedback {
  return { rating: rating && (rating === 'good' ? 'bad' : 'good'), comment };
}
