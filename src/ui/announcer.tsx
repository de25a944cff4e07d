import type { JSX } from 'preact';

/** How long a state has to stand before it is spoken, in milliseconds. */
export const CALM = 1000;

/** What each live region was last given to say, and the timer it waits for. */
const regions = new WeakMap<
  Element,
  { words: string; timer: ReturnType<typeof setTimeout> | undefined }
>();

/**
 * Says `words` once they have stood for a second. What stood there from the start is to be read,
 * but no news.
 */
function tell(region: Element, words: string): void {
  const known = regions.get(region);
  if (known?.words === words) return;
  clearTimeout(known?.timer);
  region.textContent = known ? '' : words;
  const timer =
    known &&
    setTimeout(() => {
      try {
        region.append(words);
      } catch {
        // The page has taken the panel's document away; nothing of it can be touched in Firefox.
      }
    }, CALM);
  regions.set(region, { words, timer });
}

/** The live region. It is there before it speaks, or nobody would hear it. */
export function Announcer({ words }: { words: string }): JSX.Element {
  return (
    <div
      ref={(region) => {
        if (region) tell(region, words);
      }}
      class="unseen"
      role="status"
    />
  );
}
