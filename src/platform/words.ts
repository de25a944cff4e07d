import type messages from '../../public/_locales/en/messages.json';
import { extension } from './content';

/** The name of a text in the browser's message files; English is the reference. */
export type WordKey = keyof typeof messages;

/** The texts of a script in a page. */
export type Words = Partial<Record<WordKey, string>>;

let given: Words | undefined;

/**
 * Has `say` speak from these texts and ask the browser for what is not among them. Chrome reads all
 * texts from disk at a page's first question while the page waits, and answers none after an update.
 */
export function speakFrom(words: Words | undefined): void {
  given = words;
}

/** The text in the browser's language, `$1`… filled in; nothing where there is no browser to ask. */
export function say(key: WordKey, ...parts: (string | number)[]): string {
  const texts = parts.map(String);
  try {
    return (
      given?.[key]?.replace(/\$(\d)/g, (_, digit) => texts[digit - 1] ?? '') ??
      extension.i18n.getMessage(key, texts)
    );
  } catch {
    return '';
  }
}

/** As the browser says it first: an update takes the way to ask away. */
let wanted: string | undefined;

/**
 * The language the texts are in, as a BCP 47 tag for `Intl`: the browser's own choice with its
 * region, unless Verdict has no texts in that language and speaks another.
 */
export function language(): string {
  const texts = say('languageTag');
  wanted ??= extension.i18n.getUILanguage();
  return wanted.startsWith(texts) ? wanted : texts;
}

/** Writing direction of the texts, which need not be that of the browser. */
export function direction(): 'ltr' | 'rtl' {
  return say('languageDirection') === 'rtl' ? 'rtl' : 'ltr';
}
