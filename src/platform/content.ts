import type { Browser, Runtime } from 'webextension-polyfill';

/**
 * The browser's extension API for content scripts. They take the polyfill's types only, because
 * its code would weigh more than the detector: Chrome's own object answers with promises, too.
 */
const world = globalThis as unknown as { browser?: Browser; chrome: Browser };

export const extension: Browser = world.browser?.runtime ? world.browser : world.chrome;

/**
 * Listens to the worker. Answers go by call-back: Chrome's own object takes no promise from a
 * listener before 148.
 *
 * @returns the way to stop listening
 */
export function onMessage(
  listener: (message: unknown, reply: (answer: unknown) => void) => void,
): () => void {
  const heard = ((message: unknown, _: unknown, reply: (answer: unknown) => void): void =>
    listener(message, reply)) as Runtime.OnMessageListener;
  extension.runtime.onMessage.addListener(heard);
  return () => extension.runtime.onMessage.removeListener(heard);
}

/** Opens an element's closed shadow root, which the browser lets extensions do; null without one. */
export function openRoot(element: HTMLElement): ShadowRoot | null {
  const opened = element as { openOrClosedShadowRoot?: ShadowRoot | null };
  if (opened.openOrClosedShadowRoot !== undefined) return opened.openOrClosedShadowRoot;
  return (
    (
      extension as { dom?: { openOrClosedShadowRoot(of: HTMLElement): ShadowRoot | null } }
    ).dom?.openOrClosedShadowRoot(element) ?? null
  );
}
