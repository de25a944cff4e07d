import { say, type WordKey } from '../platform/words';

/** One piece of a sentence as it is shown. */
export interface Piece {
  text: string;
  /** The state's first words stand out. */
  strong: boolean;
  /** Keeps its own direction: an e-mail address, a time, a vendor's own words. */
  isInset: boolean;
}

export type Sentence = readonly Piece[];

/** What fills a gap: plain text, text set apart from the words around it, or a whole sentence. */
export type Part = string | number | { inset: string } | Sentence;

const GAP = /\ue000(\d)/;

/**
 * A text with its gaps filled. Parts are put in after the text's own marks (`**`) were read, so
 * whatever a vendor or a page supplies stays text.
 */
export function sentence(key: WordKey, ...parts: Part[]): Sentence {
  return say(key, ...parts.map((_, index) => `\ue000${index}`))
    .split('**')
    .flatMap((run, stretch) =>
      run.split(GAP).flatMap((text, index): Sentence => {
        const strong = stretch % 2 === 1;
        const part = index % 2 === 0 ? text : (parts[Number(text)] ?? '');
        if (typeof part !== 'object') return [{ text: `${part}`, strong, isInset: false }];
        return 'inset' in part ? [{ text: part.inset, strong, isInset: true }] : part;
      }),
    )
    .filter(({ text }) => text !== '');
}

/** The sentence as bare text: for names, titles and the live region. */
export function plain(words: Sentence): string {
  return words.map(({ text }) => text).join('');
}
