import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 40;

/** How long a person is assumed to wait for something on the screen, ms. */
export const PATIENCE_MS = 20_000;

/**
 * Asks again and again until the answer is neither null nor false.
 * @param explain makes the error's text from what is there when patience ended
 */
export async function until<T>(
  ask: () => Promise<T | null | false>,
  explain: () => Promise<string> | string,
  timeoutMs = PATIENCE_MS,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`${await explain()} (waited ${timeoutMs} ms)`);
    await sleep(PAUSE_MS);
  }
}
