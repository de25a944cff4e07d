import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };

/** Verdict's texts in Hebrew, as far as language and direction are concerned. */
const spoken: Record<string, string> = { languageTag: 'he', languageDirection: 'rtl' };

const i18n = {
  getMessage: (key: string, parts: string[] = []): string =>
    spoken[key] ?? `${Object.hasOwn(messages, key) ? key : ''}(${parts})`,
  getUILanguage: () => 'he-IL',
};

function cutOff(): never {
  throw new Error('Extension context invalidated.');
}

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('chrome', { runtime: { id: 'verdict' }, i18n: { ...i18n } });
});
afterEach(() => vi.unstubAllGlobals());

test('texts, language and direction come from the browser', async () => {
  const { direction, language, say } = await import('../../../src/platform/words');
  expect(say('stateStored', 'ClarityQ', 7)).toBe('stateStored(ClarityQ,7)');
  expect(language()).toBe('he-IL');
  expect(direction()).toBe('rtl');
});

test('where the browser speaks a language Verdict does not, numbers and dates follow the texts', async () => {
  const { language } = await import('../../../src/platform/words');
  Object.assign((globalThis as unknown as { chrome: { i18n: object } }).chrome.i18n, {
    getUILanguage: () => 'ar',
  });
  expect(language()).toBe('he');
});

test('a document that an update has cut off goes on with what it has said before', async () => {
  const { direction, language, say } = await import('../../../src/platform/words');
  say('stateReload');
  say('stateStored', 'ClarityQ', 7);
  language();
  direction();
  const cut = { getMessage: cutOff, getUILanguage: cutOff };
  Object.assign((globalThis as unknown as { chrome: { i18n: object } }).chrome.i18n, cut);
  expect(say('stateReload')).toBe('stateReload()');
  expect(say('stateStored', 'ClarityQ', 7)).toBe('stateStored(ClarityQ,7)');
  expect(say('stateStored', 'ClarityQ', 8)).toBe('');
  expect(language()).toBe('he-IL');
  expect(direction()).toBe('rtl');
});
