import type { WordKey } from '../platform/words';

/** What fills a gap in a text: a value, or a text of its own. */
export type Part = string | number | Line;

/** A text before it is put into a language, so that rules can be tested without a browser. */
export interface Line {
  key: WordKey;
  parts: readonly Part[];
}

/** Names a text and what fills its gaps, in order. */
export function line(key: WordKey, ...parts: Part[]): Line {
  return { key, parts };
}

/** Texts that exist once for each form of a number: `countOne`, `countOther` and so on. */
export type CountKey = {
  [K in WordKey]: K extends `${infer Base}Other`
    ? `${Base}One` extends WordKey
      ? Base
      : never
    : never;
}[WordKey];

/** The form `count` takes in a language, as the message files name it: `One`, `Few`, `Other`. */
export function formOf(count: number, language: string): string {
  const form = new Intl.PluralRules(language).select(count);
  return form.charAt(0).toUpperCase() + form.slice(1);
}
