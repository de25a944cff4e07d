import type { Browser } from 'webextension-polyfill';

/**
 * The browser's extension API for content scripts. They take the polyfill's types only, because
 * its code would weigh more than the detector: Chrome's own object answers with promises, too.
 */
export const extension: Browser =
  (globalThis as { browser?: Browser }).browser ??
  (globalThis as unknown as { chrome: Browser }).chrome;
