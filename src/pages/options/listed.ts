import type { Reasons } from '../../domain/reasons';
import { sayList } from '../speak';

/**
 * The reasons in a text, one a line, blanks around them and empty lines left out. The wide colon of
 * East Asian writing begins a line as the plain one does.
 */
export function listIn(text: string): string[] {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.trim().replace(/：$/, ':'))
    .filter(Boolean);
}

/** All of a vendor's reasons as they are named within a sentence, without the colon of some. */
export function named({ good, bad }: Reasons): string {
  return sayList(
    [...good, ...bad].map((reason) => reason.replace(/\s*:$/, '')),
    'unit',
  );
}

/** A list of reasons as a text, one a line. */
export function textOf(list: readonly string[]): string {
  return list.join('\n');
}
