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

test('a script that was given its texts speaks from them, and asks for what is not among them', async () => {
  const { say, speakFrom } = await import('../../../src/platform/words');
  speakFrom({ stateStored: 'Stored in $1 at $2, $1', stateReload: '' });
  expect(say('stateStored', 'Clarity$1Q', 7)).toBe('Stored in Clarity$1Q at 7, Clarity$1Q');
  expect(say('stateStored')).toBe('Stored in  at , ');
  expect(say('stateReload')).toBe('');
  expect(say('ratesAnswer', 1, 2)).toBe('ratesAnswer(1,2)');
});

test('in a document that an update has cut off it says what it could say before', async () => {
  const { direction, language, say, speakFrom } = await import('../../../src/platform/words');
  speakFrom({ ...spoken, stateStored: 'Stored in $1 at $2' });
  language();
  const cut = { getMessage: cutOff, getUILanguage: cutOff };
  Object.assign((globalThis as unknown as { chrome: { i18n: object } }).chrome.i18n, cut);
  expect(say('stateStored', 'ClarityQ', 8)).toBe('Stored in ClarityQ at 8');
  expect(language()).toBe('he-IL');
  expect(direction()).toBe('rtl');
});
