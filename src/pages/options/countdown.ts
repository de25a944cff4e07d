import { useEffect, useRef, useState } from 'preact/hooks';

/** Time to change one's mind about what cannot be brought back, in seconds. */
export const SECONDS = 10;

/** Something that happens in a while, unless it is called off. */
export interface Countdown {
  /** Seconds left; null while nothing is under way. */
  left: number | null;
  start(): void;
  callOff(): void;
  /** Does it without waiting. */
  now(): void;
}

/** Counts down and then does it. Leaving the page calls it off: nothing happens unseen. */
export function useCountdown(happen: () => void): Countdown {
  const [left, setLeft] = useState<number | null>(null);
  const latest = useRef(happen);
  latest.current = happen;
  useEffect(() => {
    if (left === null) return;
    if (left === 0) {
      setLeft(null);
      latest.current();
      return;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left]);
  return {
    left,
    start: () => setLeft(SECONDS),
    callOff: () => setLeft(null),
    now: () => setLeft(0),
  };
}
