import { language, say, type WordKey } from '../platform/words';
import { type CountKey, formOf, type Line } from './line';

/** Puts a text into the browser's language, its parts included. */
export function speak({ key, parts }: Line): string {
  return say(key, ...parts.map((part) => (typeof part === 'object' ? speak(part) : part)));
}

/** A number of things in words, in the right form; a form the language lacks falls back to Other. */
export function sayCount(base: CountKey, count: number): string {
  const figure = new Intl.NumberFormat(language()).format(count);
  return (
    say(`${base}${formOf(count, language())}` as WordKey, figure) ||
    say(`${base}Other` as WordKey, figure)
  );
}

/** Several things in a row, as the language joins them: "a, b and c", "a, b or c", or "a, b, c". */
export function sayList(items: readonly string[], type: Intl.ListFormatType): string {
  return new Intl.ListFormat(language(), { type }).format(items);
}
