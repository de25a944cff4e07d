import type messages from '../../public/_locales/en/messages.json';
import { extension } from './content';

/** The name of a text in the browser's message files; English is the reference. */
export type WordKey = keyof typeof messages;

/** What was read last, for a document that an update has cut off from the browser's texts. */
const known: Record<string, string> = {};

function lately(name: string, read: () => string): string {
  try {
    known[name] = read();
  } catch {
    // Cut off, as Chrome does it: every call throws from then on.
  }
  return known[name] ?? '';
}

/**
 * The text in the browser's language, `$1`… filled in. In a document cut off by an update, only what
 * it has said before; else nothing.
 */
export function say(key: WordKey, ...parts: (string | number)[]): string {
  return lately(key + parts, () =>
    extension.i18n.getMessage(
      key,
      parts.map((part) => String(part)),
    ),
  );
}

/**
 * The language the texts are in, as a BCP 47 tag for `Intl`: the browser's own choice with its
 * region, unless Verdict has no texts in that language and speaks another.
 */
export function language(): string {
  const texts = say('languageTag');
  const wanted = lately('', () => extension.i18n.getUILanguage());
  return wanted.startsWith(texts) ? wanted : texts;
}

/** Writing direction of the texts, which need not be that of the browser. */
export function direction(): 'ltr' | 'rtl' {
  return say('languageDirection') === 'rtl' ? 'rtl' : 'ltr';
}
