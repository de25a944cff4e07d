import { defineBackground } from 'wxt/utils/define-background';
import { route } from '../src/background/router';
import { ALARM } from '../src/background/wake';
import { identity, openWorld } from '../src/background/world';
import { injectIntoOpenTabs, narrowStorage } from '../src/platform/surroundings';
import { extension, type Runtime } from '../src/platform/worker';
import { matchesOf } from '../src/vendors/locate';
import { siteOfHost, sites } from '../src/vendors/site';

export default defineBackground(() => {
  const lifetime = new AbortController();
  let opening: ReturnType<typeof openWorld> | undefined;
  /** A store that could not be opened is tried again at the next event. */
  const world = () => {
    opening ??= openWorld(lifetime.signal).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };

  // Every listener stands before anything is awaited: one of them is why the worker was started.
  extension.runtime.onMessage.addListener(((message: unknown, sender: Runtime.MessageSender) =>
    route(message, sender, { ...identity(), siteOfHost }, world)) as Runtime.OnMessageListener);
  extension.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) void world().then((opened) => opened.deliver());
  });
  extension.runtime.onStartup.addListener(() => {
    void world().then((opened) => opened.start(true));
  });
  const enterOpenTabs = () =>
    void injectIntoOpenTabs(sites.flatMap(matchesOf), (host) => siteOfHost(host) !== undefined);
  extension.runtime.onInstalled.addListener(enterOpenTabs);
  extension.permissions.onAdded.addListener(() => {
    // Pages that were open while access was withheld need no reload; a popup that asked for it is
    // gone by now in Chrome.
    enterOpenTabs();
    void world().then((opened) => opened.releaseWithheld());
  });

  void narrowStorage();
  void world().then((opened) => opened.start(false));
});
