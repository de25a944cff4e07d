import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { findLink, takeLeftText } from '../src/content/link';
import { type MountedPanel, mountPanel } from '../src/content/panel/mount';
import { PANEL } from '../src/content/panel/orphan';

// Not a WXT content script, for the same reasons as the detector; the worker injects this file.
export default defineUnlistedScript(() => {
  const world = globalThis as { [PANEL]?: MountedPanel };
  const link = findLink();
  if (!link || world[PANEL]?.isThere()) return;
  world[PANEL] = mountPanel(document, link, takeLeftText());
});
