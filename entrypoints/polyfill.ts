import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { extension } from '../src/platform/extension';

// Loaded by the worker where the browser has no `browser` of its own (Chrome below 148).
export default defineUnlistedScript(() => {
  Object.assign(globalThis, { browser: extension });
});
