import browser from 'webextension-polyfill';

/**
 * The browser's extension API for the worker and the extension's own pages. Below Chrome 148 the
 * polyfill's own code answers; from there on, and in Firefox, it hands over the native object.
 */
export const extension = browser;
export type { Menus, Runtime, Tabs } from 'webextension-polyfill';
