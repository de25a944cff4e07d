import { defineBackground } from 'wxt/utils/define-background';
import type { World } from '../src/background/assembly';
import { LOCK_ALARM } from '../src/background/locking';
import { route } from '../src/background/router';
import { ALARM } from '../src/background/wake';
import { identity, openWorld, showTrouble } from '../src/background/world';
import {
  handOn,
  injectIntoOpenTabs,
  narrowStorage,
  openWelcome,
} from '../src/platform/surroundings';
import { extension, type Runtime } from '../src/platform/worker';
import { matchesOf } from '../src/vendors/locate';
import { siteOfHost, sites } from '../src/vendors/site';

export default defineBackground(() => {
  const lifetime = new AbortController();
  let opening: Promise<World> | undefined;
  const open = async (lost: () => void): Promise<World> => {
    try {
      const opened = await openWorld(lifetime.signal, lost);
      void opened.start(false);
      return opened;
    } catch (error) {
      opening = undefined;
      void showTrouble();
      throw error;
    }
  };
  /** Stores that could not be opened are tried again at the next event, lost ones at once. */
  const world = (): Promise<World> => {
    if (!opening) {
      const mine = open(() => {
        // Both stores go, one after the other: what was opened in between may be whole.
        if (opening !== mine) return;
        opening = undefined;
        inWorld(() => undefined);
      });
      opening = mine;
    }
    return opening;
  };
  /** Where the stores cannot be opened the badge says so, and there is nothing to be done. */
  const inWorld = (work: (opened: World) => unknown): void => {
    void world().then(work, () => undefined);
  };

  // Every listener stands before anything is awaited: one of them is why the worker was started.
  extension.runtime.onMessage.addListener(((message: unknown, sender: Runtime.MessageSender) =>
    route(message, sender, { ...identity(), siteOfHost }, world)) as Runtime.OnMessageListener);
  extension.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) inWorld((opened) => opened.deliver());
    if (name === LOCK_ALARM) inWorld((opened) => opened.lockWhenDue());
  });
  extension.commands.onCommand.addListener((command, tab) => {
    if (tab?.id !== undefined) void handOn(command, tab.id).catch(() => undefined);
  });
  extension.runtime.onStartup.addListener(() => {
    inWorld((opened) => opened.start(true));
  });
  extension.storage.onChanged.addListener((_, area) => {
    if (area === 'managed') inWorld((opened) => opened.renewPolicy());
  });
  const enterOpenTabs = () =>
    void injectIntoOpenTabs(sites.flatMap(matchesOf), (host) => siteOfHost(host) !== undefined);
  extension.runtime.onInstalled.addListener(({ reason }) => {
    enterOpenTabs();
    if (reason === 'install') inWorld((opened) => opened.welcome(openWelcome));
  });
  extension.permissions.onAdded.addListener(() => {
    // Pages that were open while access was withheld need no reload; a popup that asked for it is
    // gone by now in Chrome.
    enterOpenTabs();
    inWorld((opened) => opened.releaseWithheld());
  });

  void narrowStorage();
  inWorld(() => undefined);
});
