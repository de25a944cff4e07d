/** How many characters of a question tell it from others. */
const LENGTH = 40;

/**
 * The first words of a text: one blank between words, and no more than tell a question. Dots stand
 * where it was cut.
 */
export function firstWords(text: string): string {
  const words = text.slice(0, 400).trim().replace(/\s+/g, ' ');
  return words.length > LENGTH ? `${words.slice(0, LENGTH)}…` : words;
}
