import type { Browser } from 'webextension-polyfill';

declare function importScripts(...files: string[]): void;

const world = globalThis as unknown as { browser?: Browser };

// From Chrome 148 on and in Firefox the native object is there and the polyfill would only hand it
// over. Below that its code is loaded, which is a fifth of what the worker would weigh with it.
if (!world.browser?.runtime) importScripts('/polyfill.js');

/** The browser's extension API for the worker. */
export const extension = world.browser as Browser;
export type { Runtime } from 'webextension-polyfill';
