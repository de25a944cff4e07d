/** How often a panel may be put back within a minute before it gives way. */
const REMOUNTS = 20;
const MINUTE = 60_000;

/**
 * Whether a panel may be put back once more, after it was put back at `times` (epoch
 * milliseconds): a page that keeps removing it within a minute means it.
 */
export function mayRemount(times: readonly number[], now: number): boolean {
  return times.filter((at) => now - at < MINUTE).length < REMOUNTS;
}

/** What presence has to know and do. */
export interface PresenceWorld {
  document: Document;
  host: Element;
  /** Puts the host back under `body`. */
  attach(): void;
  /** Whether the extension behind this script still runs; an orphan leaves the page alone. */
  alive(): boolean;
  /** Epoch milliseconds. */
  now(): number;
  /** Called once, when the page is let have its way. */
  onGivenUp(): void;
}

/**
 * Keeps the host in the page when a framework removes strangers, replaces `body` or re-opens the
 * document. It watches the child lists of the document, `html` and `body` alone, because a page
 * that streams changes everything else all the time.
 *
 * @returns the way to stop
 */
export function keepPresent(world: PresenceWorld): () => void {
  const { document, host } = world;
  const times: number[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new MutationObserver(check);

  function check(): void {
    for (const node of [document, document.documentElement, document.body]) {
      if (node) observer.observe(node, { childList: true });
    }
    if (isPresent() || timer) return;
    // Each time a little later: a page that is still hydrating is not disturbed in the middle.
    timer = setTimeout(putBack, Math.min(25 * times.length, 500));
  }

  function isPresent(): boolean {
    return document.body === null || host.parentNode === document.body;
  }

  function putBack(): void {
    timer = undefined;
    if (isPresent()) return;
    if (!world.alive()) {
      stop();
    } else if (mayRemount(times, world.now())) {
      times.push(world.now());
      world.attach();
    } else {
      stop();
      world.onGivenUp();
    }
  }

  function stop(): void {
    observer.disconnect();
    clearTimeout(timer);
  }

  world.attach();
  check();
  return stop;
}
