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

/** How many rows are folded between two looks at the time. */
const AT_ONCE = 50;

/**
 * Folds rows while the browser has nothing else to do, so that the first search need not fold them
 * all.
 *
 * @param idle asks to be called when there is time to spare
 */
export function foldAhead(
  rows: readonly Row[],
  idle: (work: (spare: Pick<IdleDeadline, 'timeRemaining'>) => void) => void,
  signal: AbortSignal,
): void {
  let done = 0;
  idle(function fold(spare): void {
    if (signal.aborted) return;
    for (; done < rows.length && spare.timeRemaining() > 0; done += AT_ONCE) {
      for (const row of rows.slice(done, done + AT_ONCE)) textOf(row);
    }
    if (done < rows.length) idle(fold);
  });
}

/** Whether every word of `query` is somewhere in the row, in any order. No words: every row. */
export function searcher(query: string): (row: Row) => boolean {
  const words = folded(query).split(/\s+/).filter(Boolean);
  return (row) => words.every((word) => textOf(row).includes(word));
}
