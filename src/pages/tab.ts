import type { Question } from '../messages/client';
import { extension } from '../platform/extension';

/** The longest address and title the worker takes, in UTF-16 units. */
export const ADDRESS_LIMIT = 8_192;
const TITLE_LIMIT = 500;

/** The tab the popup was opened on; its address is empty where the browser does not tell. */
export async function currentTab(): Promise<{ id: number; address: string; title: string } | null> {
  try {
    const [tab] = await extension.tabs.query({ active: true, currentWindow: true });
    if (tab?.id === undefined) return null;
    return {
      id: tab.id,
      address: wholeOrOrigin(tab.url ?? ''),
      title: (tab.title ?? '').slice(0, TITLE_LIMIT),
    };
  } catch {
    return null;
  }
}

/** Half an address could name another conversation than the whole, so that is all or its origin. */
function wholeOrOrigin(address: string): string {
  return address.length > ADDRESS_LIMIT ? (URL.parse(address)?.origin ?? '') : address;
}

/**
 * Tells the detector in a tab which of several possible conversations the person means, so that the
 * panel appears there, too. A tab without a detector has no panel either.
 */
export async function pickIn(tabId: number, id: string): Promise<void> {
  const question: Question = { question: 'showing', pick: id };
  await extension.tabs.sendMessage(tabId, question, { frameId: 0 }).catch(() => undefined);
}

/**
 * Asks the browser for access to hosts (match patterns). It has to be the first thing a click
 * does. Answers false when the person declines or the browser refuses to ask.
 */
export function requestAccess(origins: string[]): Promise<boolean> {
  return extension.permissions.request({ origins }).catch(() => false);
}

/** Whether the browser grants access to this origin at the moment; false where it does not say. */
export function hasAccess(origin: string): Promise<boolean> {
  return extension.permissions.contains({ origins: [`${origin}/*`] }).catch(() => false);
}

/** Calls back when the browser grants or withholds access to hosts; answers with the way to stop. */
export function onAccess(listener: () => void): () => void {
  const { onAdded, onRemoved } = extension.permissions;
  onAdded.addListener(listener);
  onRemoved.addListener(listener);
  return () => {
    onAdded.removeListener(listener);
    onRemoved.removeListener(listener);
  };
}

/** Whether this document has a tab of its own, as the popup has when its address is opened. */
export async function isTab(): Promise<boolean> {
  return (await extension.tabs.getCurrent().catch(() => undefined)) !== undefined;
}

/** Versions, language and access to sites (match patterns), as the browser tells them. */
export async function browserSays(patterns: string[]): Promise<{
  version: string;
  browser: string;
  language: string;
  access: Record<string, boolean>;
}> {
  const access = patterns.map(async (pattern) => {
    const isGranted = await extension.permissions
      .contains({ origins: [pattern] })
      .catch(() => false);
    return [pattern, isGranted] as const;
  });
  return {
    version: extension.runtime.getManifest().version,
    browser: navigator.userAgent,
    language: extension.i18n.getUILanguage(),
    access: Object.fromEntries(await Promise.all(access)),
  };
}

/** Opens the help in a tab. */
export async function openHelp(): Promise<void> {
  await extension.tabs.create({ url: extension.runtime.getURL('/help.html') });
}
