import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { leaveText } from '../src/content/link';
import { replaceOrphans } from '../src/content/panel/orphan';
import { openRoot } from '../src/platform/content';

// Injected once after an update, before the new detector: what the old version left is taken over.
export default defineUnlistedScript(() => leaveText(replaceOrphans(document, openRoot)));
