import { say, type WordKey } from '../platform/words';

/** One piece of a sentence as it is shown. */
export interface Piece {
  text: string;
  /** The state's first words stand out. */
  strong: boolean;
  /**
   * `inset` is text that keeps its own direction (an e-mail address, a vendor's own words);
   * `time` is one, too, and never stands without the word before it.
   */
  kind: 'words' | 'inset' | 'time';
}

export type Sentence = readonly Piece[];

/** What fills a gap: plain text, or text that has to be set apart from the words around it. */
export type Part = string | number | { inset: string } | { time: string } | { pieces: Sentence };

const GAP = /\ue000(\d+)\ue001/;

/**
 * A text with its gaps filled. Parts are put in after the text's own marks (`**`) were read, so
 * whatever a vendor or a page supplies stays text.
 */
export function sentence(key: WordKey, ...parts: Part[]): Sentence {
  const pattern = say(key, ...parts.map((_, index) => `\ue000${index}\ue001`));
  return pattern
    .split('**')
    .flatMap((run, index) => filled(run, index % 2 === 1, parts))
    .filter(({ text }) => text !== '');
}

function filled(run: string, strong: boolean, parts: readonly Part[]): Piece[] {
  return run.split(GAP).flatMap((text, index): Piece | Piece[] => {
    if (index % 2 === 0) return { text, strong, kind: 'words' };
    const part = parts[Number(text)] ?? '';
    if (typeof part !== 'object') return { text: String(part), strong, kind: 'words' };
    if ('pieces' in part) return part.pieces.map((piece) => ({ ...piece, strong }));
    return 'time' in part
      ? { text: part.time, strong, kind: 'time' }
      : { text: part.inset, strong, kind: 'inset' };
  });
}

/** The sentence as bare text: for names, titles and the live region. */
export function plain(words: Sentence): string {
  return words.map(({ text }) => text).join('');
}
