/** How many characters of a question tell it from others. */
const LENGTH = 40;

/** The first words of a text: one blank between words, and no more than tell a question. */
export function firstWords(text: string): string {
  return text.slice(0, 400).trim().replace(/\s+/g, ' ').slice(0, LENGTH);
}
