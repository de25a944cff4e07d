import { codePoints } from './feedback';

/** The quick reasons of one vendor: why an answer is good, and why it is not. */
export interface Reasons {
  good: readonly string[];
  bad: readonly string[];
}

/** The most reasons for one rating. */
export const MOST_REASONS = 12;
/** The longest reason, in code points. */
export const LONGEST_REASON = 60;

/**
 * What is wrong with a list of reasons, the first thing found; null for nothing. A full stop or a
 * line's end within a reason would end it early when it is read back.
 */
export function wrongWith(
  list: readonly string[],
): 'many' | 'empty' | 'long' | 'stop' | 'twice' | null {
  if (list.length > MOST_REASONS) return 'many';
  if (list.some((reason) => reason.trim() !== reason || reason === '')) return 'empty';
  if (list.some((reason) => codePoints(reason) > LONGEST_REASON)) return 'long';
  if (list.some((reason) => /[.\n\r]/.test(reason))) return 'stop';
  const same = new Set(list.map((reason) => reason.normalize('NFC').toLowerCase()));
  return same.size < list.length ? 'twice' : null;
}

/**
 * Whether a reason is to be followed by words. One that ends with a colon, as `Expected instead:`,
 * begins a line at the end of the comment; it is pressed wherever its words stand.
 */
export function begins(reason: string): boolean {
  return reason.endsWith(':');
}

/** Where a reason stands in a comment, the full stop and one blank after it included. */
interface Span {
  reason: string;
  from: number;
  to: number;
}

/**
 * The reasons that lead a comment, each a sentence of its own, as in `Correct. Complete. Same
 * figures as in the report.` The text alone says what is pressed, so it can be read back from the
 * vendor, and anybody can read it there.
 */
function leading(known: readonly string[], comment: string): Span[] {
  const spans: Span[] = [];
  for (let from = 0; ; ) {
    const reason = known.find(
      (one) => comment.startsWith(`${one}.`, from) && !comment.charAt(from + one.length + 1).trim(),
    );
    if (reason === undefined) return spans;
    const to = from + reason.length + 2;
    spans.push({ reason, from, to });
    from = to;
  }
}

/** The reasons pressed in a comment: those that lead it, in their order, and those that begin a line. */
export function pressedIn(known: readonly string[], comment: string): string[] {
  return [
    ...leading(known, comment).map(({ reason }) => reason),
    ...known.filter((one) => begins(one) && comment.includes(one)),
  ];
}

/** The comment as it can be written on: a blank follows reasons that nothing follows. */
export function writable(known: readonly string[], comment: string): string {
  return (leading(known, comment).at(-1)?.to ?? 0) > comment.length ? `${comment} ` : comment;
}

/**
 * The comment with a reason pressed that was not, or the other way round; nothing else changes. One
 * that was followed by words stays.
 */
export function toggled(known: readonly string[], comment: string, reason: string): string {
  const text = writable(known, comment);
  if (begins(reason)) {
    const bare = text.trimEnd();
    if (bare.endsWith(reason)) return writable(known, bare.slice(0, -reason.length).trimEnd());
    return text.includes(reason) ? text : `${text && `${text}\n`}${reason} `;
  }
  const spans = leading(known, text);
  const kept = spans.filter((span) => span.reason !== reason);
  const head = kept.map(({ from, to }) => text.slice(from, to)).join('');
  const news = kept.length < spans.length ? '' : `${reason}. `;
  return head + news + text.slice(spans.at(-1)?.to ?? 0);
}
