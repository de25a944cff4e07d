import type { Turn } from '../../domain/conversation';
import type { Ask, RequestKind } from '../../messages/client';
import type { Answer, ConversationView } from '../../messages/view';

const CHANGES: readonly RequestKind[] = ['rate', 'undo'];

/**
 * The worker as a slip meets it that is about one answer and stays there, whatever has been asked
 * since.
 *
 * @param allowed asked right before every change: an answer out of sight may have changed meanwhile
 */
export function askAbout(turn: Turn, ask: Ask, allowed: () => Promise<boolean>): Ask {
  return async (kind, input) => {
    if (CHANGES.includes(kind) && !(await allowed())) return { ok: false, refusal: 'not-allowed' };
    if (kind === 'view') return only(turn, await ask(kind, { ...input, turn } as typeof input));
    const answer = await ask(kind, input);
    // A decision is answered with whatever is in front then.
    if (kind !== 'decide' || !answer.ok) return only(turn, answer);
    const { conversation } = answer.value as unknown as ConversationView;
    return only(turn, await ask('view', { conversation, turn, look: false })) as typeof answer;
  };
}

/** A view without the other answers, so that nothing leads away from this one. */
function only<T>(turn: Turn, answer: Answer<T>): Answer<T> {
  if (!answer.ok || !isView(answer.value)) return answer;
  const answers = answer.value.answers.filter((each) => each.turn === turn);
  return { ok: true, value: { ...answer.value, answers } };
}

function isView(value: unknown): value is ConversationView {
  return typeof value === 'object' && value !== null && 'answers' in value;
}
