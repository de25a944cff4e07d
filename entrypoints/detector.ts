import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { detect } from '../src/content/detect';
import { findLink } from '../src/content/link';
import { client, type Hint } from '../src/messages/client';
import { isHint, isQuestion } from '../src/messages/question';
import { extension, onMessage } from '../src/platform/content';
import { locatedOfHost } from '../src/vendors/located';

// Not a WXT content script: its context announces itself to the page by `postMessage` and a DOM
// event, and lets the page end the script by the same event. The manifest names this file itself.
export default defineUnlistedScript(() => {
  const site = locatedOfHost(location.host);
  if (!site || findLink() || window.top !== window) return;
  const wire = {
    ask: client((message) => extension.runtime.sendMessage(message), 2),
    hints: (listener: (hint: Hint) => void) =>
      onMessage((message) => {
        if (isHint(message)) listener(message);
      }),
    alive: () => Boolean(extension.runtime?.id),
  };
  const detector = detect(window, site, wire, new AbortController().signal);
  onMessage((message, reply) => {
    if (isQuestion(message)) reply(detector.showing(message.pick));
  });
});
