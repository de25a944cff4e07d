import type { Turn } from './conversation';

/**
 * Verdict's own numbering of answers, for a vendor that rates "the latest" and does not say which
 * that is. The number rises only on evidence that another answer has begun.
 */
export interface Progress {
  turn: Turn;
  phase: 'unknown' | 'answering' | 'ready' | 'failed';
  /** When the present answer was first known to be under way, epoch milliseconds. */
  begunAt: number;
}

/** What may tell of a new answer. `run`: the page itself asked something at that moment. */
export type Sign =
  | { kind: 'look'; phase: 'answering' | 'ready' | 'failed' }
  | { kind: 'refused-unfinished' }
  | { kind: 'run'; startedAt: number };

/**
 * Calls of the page within this time belong to one question: asking, then opening the stream. No
 * longer than a person needs to ask again, or the other answer would go by the number of the first.
 */
const SAME_RUN_MS = 1_500;

/** Before anything is known: the first answer, in an unknown phase. */
export function firstTurn(at: number): Progress {
  return { turn: 1, phase: 'unknown', begunAt: at };
}

/**
 * The numbering after a sign. "Answering" after "ready" is a new answer; so is a run of the page
 * that began after the present answer did. A look and the run behind it count once.
 */
export function advance(progress: Progress, sign: Sign, at: number): Progress {
  if (sign.kind === 'run') {
    // The first answer began before it was met, so that no call since then belongs to it.
    const since = progress.phase === 'answering' && progress.turn > 1 ? SAME_RUN_MS : 0;
    if (sign.startedAt <= progress.begunAt + since) return progress;
    return { turn: progress.turn + 1, phase: 'answering', begunAt: sign.startedAt };
  }
  const phase = sign.kind === 'look' ? sign.phase : 'answering';
  if (phase !== 'answering') return { ...progress, phase };
  if (progress.phase === 'answering') return progress;
  if (progress.phase === 'unknown') return { ...progress, phase: 'answering' };
  return { turn: progress.turn + 1, phase: 'answering', begunAt: at };
}
