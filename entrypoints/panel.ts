import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { findLink } from '../src/content/link';
import { type MountedPanel, mountPanel } from '../src/content/panel/mount';
import { replaceOrphans } from '../src/content/panel/orphan';
import { client } from '../src/messages/client';
import { isHint } from '../src/messages/question';
import { extension, onMessage, openRoot } from '../src/platform/content';

const PANEL = Symbol.for('verdict.panel');

// Not a WXT content script, for the same reasons as the detector; the worker injects this file.
export default defineUnlistedScript(() => {
  const world = globalThis as { [PANEL]?: MountedPanel };
  const link = findLink();
  if (!link || world[PANEL]?.isThere()) return;
  world[PANEL] = mountPanel({
    document,
    link,
    left: replaceOrphans(document, openRoot),
    ask: client((message) => extension.runtime.sendMessage(message)),
    hints: (listener) =>
      onMessage((message) => {
        if (isHint(message)) listener(message);
      }),
    alive: () => Boolean(extension.runtime?.id),
  });
});
