import type { Clues } from '../domain/evidence';
import { called, clues, moved, startTrail } from '../domain/trail';

/** One of the page's own calls, as it became known. */
export interface Heard {
  address: string;
  /** Epoch milliseconds. */
  startedAt: number;
}

/** What gathering tells its owner. */
export interface Listener {
  /** The clues may have changed. */
  clues(clues: Clues): void;
  /** The page made a call that ended. */
  heard(call: Heard): void;
}

/**
 * A page that storms is looked at no oftener than this; for calls alone, a millisecond later for
 * each that has to be read again.
 */
const CALM_MS = 50;

/**
 * Since when the page has its present address. A script that comes late (installed or updated under
 * an open tab) knows it only where the document still has the address it was loaded under.
 */
function sinceOf({ document, location, performance }: Window): number {
  if (document.readyState === 'loading') return 0;
  const [loaded] = performance.getEntriesByType('navigation');
  return loaded?.name === location.href ? 0 : performance.now();
}

/**
 * Collects clues in a page without touching it: its address, and the names of its own calls from
 * Resource Timing, which streams to an observer beyond the buffer's 250 entries.
 *
 * @param concerns whether a call's address is worth keeping; everything else is forgotten at once
 */
export function gather(
  page: Window,
  concerns: (address: string) => boolean,
  listener: Listener,
  signal: AbortSignal,
): void {
  let trail = startTrail(page.location.href, sinceOf(page));
  let calming: ReturnType<typeof setTimeout> | undefined;
  let lastTold = -Infinity;

  const tell = (): void => {
    calming = undefined;
    lastTold = page.performance.now();
    listener.clues(clues(trail));
  };
  const tellSoon = (calm = CALM_MS): void => {
    if (calming !== undefined && calm > CALM_MS) return;
    clearTimeout(calming);
    const wait = lastTold + calm - page.performance.now();
    if (wait <= 0) tell();
    else calming = setTimeout(tell, wait);
  };

  const checkAddress = (): void => {
    const before = trail;
    trail = moved(trail, page.location.href, page.performance.now());
    if (trail !== before) tellSoon();
  };

  // `currententrychange` comes once, after the address has changed, in both browsers; WXT's own
  // event comes before, and for navigations that are cancelled.
  (page as unknown as { navigation: EventTarget }).navigation.addEventListener(
    'currententrychange',
    checkAddress,
    { signal },
  );
  page.addEventListener('pageshow', checkAddress, { signal });

  const observer = new PerformanceObserver((list) => {
    checkAddress();
    let kept = false;
    for (const { name, startTime, duration } of list.getEntries()) {
      if (!concerns(name)) continue;
      trail = called(trail, {
        address: name,
        startedAt: startTime,
        endedAt: startTime + duration,
      });
      kept = true;
      // `timeOrigin` falls behind the clock when the device sleeps, so it is counted back from now.
      listener.heard({ address: name, startedAt: Date.now() - page.performance.now() + startTime });
    }
    if (kept) tellSoon(CALM_MS + trail.calls.length);
  });
  observer.observe({ type: 'resource', buffered: true });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(calming);
  });
  tell();
}
