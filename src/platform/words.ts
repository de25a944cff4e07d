import type messages from '../../public/_locales/en/messages.json';
import { extension } from './content';

/** The name of a text in the browser's message files; English is the reference. */
export type WordKey = keyof typeof messages;

/** The text in the browser's language, `$1`… filled in. */
export function say(key: WordKey, ...parts: (string | number)[]): string {
  return extension.i18n.getMessage(
    key,
    parts.map((part) => String(part)),
  );
}

/** The language the texts are in, as a BCP 47 tag for `Intl`. */
export function language(): string {
  return extension.i18n.getUILanguage();
}

/** Writing direction of the texts. */
export function direction(): 'ltr' | 'rtl' {
  return extension.i18n.getMessage('@@bidi_dir') === 'rtl' ? 'rtl' : 'ltr';
}
