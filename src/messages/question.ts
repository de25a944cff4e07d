import type { Hint, Question } from './client';

/** Whether the worker asks a detector what its document shows. */
export function isQuestion(message: unknown): message is Question {
  return (message as { question?: unknown } | null)?.question === 'showing';
}

/** Whether the worker says that something has changed. */
export function isHint(message: unknown): message is Hint {
  return (message as { hint?: unknown } | null)?.hint === 'changed';
}
