import type { ConversationView } from '../../messages/view';
import { firstWords } from '../../ui/first-words';

/** The most pieces of a page's text that are read; what goes on cannot be told. */
const PIECES = 4_000;
/** Where a question's words are a title, a link or what is being typed, not the question itself. */
const ELSEWHERE = 'nav,header,aside,a,button,h1,script,style,textarea,[contenteditable=true]';

/** A piece of a page's text. */
export interface Passage {
  text: string;
  /** Where it begins, in px below the top of the window; null where it is hidden or no question. */
  top(): number | null;
}

/**
 * The answer that is being read: the one whose question stands nearest above the middle of the
 * window, and whose next question stands below it. Null where that cannot be told: one of the two is
 * not in the page (a list that draws a part of itself, a question shown in other words), or stands
 * there more than once, or was asked twice.
 *
 * @param passages the page's text, or null at the end of what was read of it when there is more
 * @param middle in px below the top of the window
 */
export function answerInView(
  answers: ConversationView['answers'],
  passages: Iterable<Passage | null>,
  middle: number,
): number | null {
  const asked = answers.map(({ question }) => firstWords(question ?? ''));
  const known = new Set(asked);
  if (known.size < 2) return null;
  /** Where each question stands; NaN where that is more than one place. */
  const tops = new Map<string, number>();
  for (const passage of passages) {
    if (!passage) return null;
    const words = firstWords(passage.text);
    const top = words && known.has(words) ? passage.top() : null;
    if (top !== null) tops.set(words, tops.has(words) ? Number.NaN : top);
  }
  const above = asked.filter((words) => (tops.get(words) ?? Number.NaN) <= middle);
  const nearest = Math.max(...above.map((words) => tops.get(words) ?? 0));
  const at = asked.findIndex((words) => tops.get(words) === nearest);
  const [found, next] = [asked[at], asked[at + 1]];
  if (found === undefined || asked.lastIndexOf(found) !== at) return null;
  if (next !== undefined && !((tops.get(next) ?? Number.NaN) > middle)) return null;
  return answers[at]?.turn ?? null;
}

/** The text of a page, piece by piece; closed roots, the panel's own among them, are not entered. */
export function* passagesOf(page: Document): Generator<Passage | null> {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let count = 0; walker.nextNode(); count++) {
    if (count === PIECES) yield null;
    const node = walker.currentNode as Text;
    yield {
      text: node.data,
      top() {
        const element = node.parentElement;
        if (!element?.checkVisibility({ visibilityProperty: true })) return null;
        return element.closest(ELSEWHERE) ? null : element.getBoundingClientRect().top;
      },
    };
  }
}
