import { say, type WordKey } from '../platform/words';

/**
 * A sentence with what a surface needs to show it well: `**` around the words that stand out, and
 * Unicode's isolates around what keeps its own direction.
 */
export type Sentence = string & { readonly sentence?: true };

/** What fills a gap: plain text, a whole sentence, or text set apart from the words around it. */
export type Part = string | number | { inset: string };

/** A text with its gaps filled. An inset is an e-mail address, a time, a vendor's own words. */
export function sentence(key: WordKey, ...parts: Part[]): Sentence {
  return say(
    key,
    ...parts.map((part) => (typeof part === 'object' ? `\u2068${part.inset}\u2069` : part)),
  );
}

/** The sentence as bare text: for names, titles and the live region. */
export function plain(words: Sentence): string {
  return words
    .replace('**', '')
    .replace('**', '')
    .replace(/[\u2068\u2069]/g, '');
}
