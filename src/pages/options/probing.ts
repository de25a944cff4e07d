import { useEffect, useRef, useState } from 'preact/hooks';
import type { Ask } from '../../messages/client';
import type { ConnectionDraft, TestResult } from '../../messages/view';

/** The worker gives up after 10 s; this is for a worker that stopped without an answer. */
const PATIENCE_MS = 11_000;

/**
 * Asks the worker to test a connection.
 *
 * @returns what came of it; a worker that stays silent counts as timed out, one that refuses as
 * interrupted; null when `signal` ended the wait
 */
export async function probe(
  ask: Ask,
  draft: ConnectionDraft,
  signal: AbortSignal,
  patienceMs = PATIENCE_MS,
): Promise<TestResult | null> {
  const silence = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  const ended = new Promise<null>((resolve) => {
    if (silence.aborted) resolve(null);
    silence.addEventListener('abort', () => resolve(null), { once: true });
  });
  const answer = await Promise.race([ask('testConnection', draft), ended]);
  if (signal.aborted) return null;
  if (answer === null) return { ok: false, failure: { kind: 'timeout' } };
  return answer.ok ? answer.value : { ok: false, failure: { kind: 'interrupted' } };
}

/** Whether a test has shown that a connection works for the product or project it is to have now. */
export function isAccepted(result: TestResult, { scope }: Pick<ConnectionDraft, 'scope'>): boolean {
  if (!result.ok) return false;
  const { scopes } = result.accepted;
  return scopes === null || scope === null || scopes.some(({ id }) => id === scope);
}

/** What was tested, and what came of it. */
export interface Outcome {
  draft: ConnectionDraft;
  result: TestResult;
}

/** A test that can be started, stopped and forgotten; it ends with the component that holds it. */
export function useProbe(ask: Ask): {
  running: boolean;
  outcome: Outcome | null;
  start(draft: ConnectionDraft): Promise<TestResult | null>;
  stop(): void;
} {
  const [running, setRunning] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);

  const stop = () => {
    current.current?.abort();
    current.current = null;
    setRunning(false);
    setOutcome(null);
  };
  const start = async (draft: ConnectionDraft) => {
    stop();
    const mine = new AbortController();
    current.current = mine;
    setRunning(true);
    const result = await probe(ask, draft, mine.signal);
    if (result === null || mine.signal.aborted) return null;
    setRunning(false);
    setOutcome({ draft, result });
    return result;
  };
  return { running, outcome, start, stop };
}
