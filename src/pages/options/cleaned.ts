import type { Cleaned } from '../../vendors/pastedKey';
import { type Line, line } from '../line';

/** What was taken off a pasted key, for the sentence "Cleaned: …". */
export function cleanedLine(what: Cleaned): Line {
  switch (what) {
    case 'blanks':
      return line('formCleanedBlanks');
    case 'line-breaks':
      return line('formCleanedLineBreaks');
    case 'bearer':
      return line('formCleanedScheme', 'Bearer ');
    case 'curl':
      return line('formCleanedCurl');
  }
}
