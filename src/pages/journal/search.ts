import type { Row } from './row';
import { senderOf } from './row';

/** Accents of Latin, Greek and Cyrillic letters and Hebrew points; nobody types them in a search. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7]/g;

/** Text as it is compared: without case, width, accents and points. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(MARKS, '').toLowerCase();
}

const known = new WeakMap<Row, string>();

/** Everything in a row that can be searched for, folded once. */
function textOf(row: Row): string {
  const before = known.get(row);
  if (before !== undefined) return before;
  const parts =
    row.kind === 'unreadable'
      ? [row.raw]
      : [
          row.entry.question ?? '',
          row.entry.intent.comment,
          row.entry.page.title,
          row.entry.page.address,
          senderOf(row) ?? '',
        ];
  const text = folded(parts.join('\n'));
  known.set(row, text);
  return text;
}

/** Whether every word of `query` is somewhere in the row, in any order. No words: every row. */
export function searcher(query: string): (row: Row) => boolean {
  const words = folded(query).split(/\s+/).filter(Boolean);
  return (row) => words.every((word) => textOf(row).includes(word));
}
