import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/**
 * Keeps the focus within a part of the page: where what had it goes away, as a button does that has
 * done its work, the first element that fits `selector` takes it.
 */
export function useKeptFocus(part: RefObject<HTMLElement | null>, selector: string): void {
  const had = part.current?.matches(':focus-within') === true;
  useLayoutEffect(() => {
    if (had && part.current?.matches(':focus-within') === false) {
      part.current.querySelector<HTMLElement>(selector)?.focus();
    }
  });
}
