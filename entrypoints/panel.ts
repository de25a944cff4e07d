import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { findLink, takeLeftText } from '../src/content/link';
import { type MountedPanel, mountPanel } from '../src/content/panel/mount';
import { PANEL } from '../src/content/panel/orphan';
import { speakFrom, type Words } from '../src/platform/words';

/** Where the script with the texts has put them, which the worker injects before this one. */
const WORDS = Symbol.for('verdict.words');

// Not a WXT content script, for the same reasons as the detector; the worker injects this file.
export default defineUnlistedScript(() => {
  const world = globalThis as { [PANEL]?: MountedPanel; [WORDS]?: Words };
  const link = findLink();
  if (!link || world[PANEL]?.isThere()) return;
  speakFrom(world[WORDS]);
  world[PANEL] = mountPanel(document, link, takeLeftText());
});
