import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Item } from './days';
import { type Extent, layOut, lineAt, linesWithin } from './extent';

/** Heights before the first line was measured, px. */
const GUESSES = { day: 34, row: 61 };
/** How far beyond the window lines are drawn, so that scrolling shows no gap, px. */
const MARGIN = 600;

/** The part of a long list that is drawn. */
export interface Drawn {
  first: number;
  /** Index after the last one. */
  end: number;
  extent: Extent;
  /** Scrolls the page just so far that a line is in sight. */
  reveal(index: number): void;
}

/**
 * Decides which lines of a list are drawn while the page scrolls. Lines carry `data-line`; each is
 * measured once it was drawn, so that zoom, text spacing and narrow windows are borne.
 *
 * @param body where the lines stand, one below the other
 */
export function useWindow(items: readonly Item[], body: RefObject<HTMLElement | null>): Drawn {
  const measured = useRef(new Map<string, number>());
  const guesses = useRef({ ...GUESSES });
  const [version, redraw] = useState(0);
  const extent = useMemo(
    () =>
      layOut(items.length, (index) => {
        const item = items[index];
        return item ? (measured.current.get(item.key) ?? guesses.current[item.kind]) : 0;
      }),
    [items, version],
  );
  const [sight, setSight] = useState({ top: 0, bottom: innerHeight + MARGIN });
  const latest = useRef(extent);
  latest.current = extent;
  /** The line to keep at the window's top once everything is measured anew. */
  const anchor = useRef<number | null>(null);

  useEffect(() => {
    const look = () => {
      const top = topOf(body.current);
      if (top === null) return;
      setSight({ top: -top - MARGIN, bottom: -top + innerHeight + MARGIN });
    };
    const resized = () => {
      const top = topOf(body.current);
      if (top !== null && top < 0) anchor.current ??= lineAt(latest.current, -top);
      measured.current.clear();
      redraw((count) => count + 1);
      look();
    };
    look();
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', resized);
    return () => {
      removeEventListener('scroll', look);
      removeEventListener('resize', resized);
    };
  }, []);

  const { first, end } = linesWithin(extent, sight.top, sight.bottom);
  useLayoutEffect(() => {
    let isNew = false;
    for (const line of body.current?.querySelectorAll<HTMLElement>('[data-line]') ?? []) {
      const item = items[Number(line.dataset.line)];
      const { height } = line.getBoundingClientRect();
      if (!item || height === 0 || isNear(measured.current.get(item.key), height)) continue;
      isNew ||= !isNear(guesses.current[item.kind], height) || measured.current.has(item.key);
      measured.current.set(item.key, height);
      guesses.current[item.kind] = height;
    }
    if (isNew) {
      redraw((count) => count + 1);
    } else if (anchor.current !== null) {
      const at = extent.offsets[anchor.current] ?? 0;
      anchor.current = null;
      scrollBy(0, (topOf(body.current) ?? 0) + at);
    }
  });

  return {
    first,
    end,
    extent,
    reveal(index) {
      const list = topOf(body.current);
      if (list === null) return;
      const { offsets } = latest.current;
      const top = list + (offsets[index] ?? 0);
      const bottom = list + (offsets[index + 1] ?? 0);
      if (top < 0) scrollBy(0, top - GUESSES.day);
      else if (bottom > innerHeight) scrollBy(0, bottom - innerHeight);
      const moved = topOf(body.current) ?? list;
      setSight({ top: -moved - MARGIN, bottom: -moved + innerHeight + MARGIN });
    },
  };
}

/** Where the list begins, measured from the window's top, px; null while it is not shown. */
function topOf(body: HTMLElement | null): number | null {
  if (!body || body.getClientRects().length === 0) return null;
  return body.getBoundingClientRect().top;
}

function isNear(known: number | undefined, height: number): boolean {
  return known !== undefined && Math.abs(known - height) < 0.5;
}
