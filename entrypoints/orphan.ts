import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { leaveText } from '../src/content/link';
import { PANEL, replaceOrphans } from '../src/content/panel/orphan';
import { openRoot } from '../src/platform/content';

// Injected before the panel, which Firefox brings back after an update by itself: what the old
// version left is taken over first. A panel of this version is no orphan.
export default defineUnlistedScript(() => {
  if (PANEL in globalThis) return;
  const left = replaceOrphans(document, openRoot);
  if (left) leaveText(left);
});
