import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** How long a state has to stand before it is spoken, in milliseconds. */
export const CALM = 1000;

/**
 * What the live region has to say: `words` once they have stood for a second. What stood there
 * from the start is not news and stays unspoken. Empty until then.
 */
export function useSpoken(words: string): string {
  const first = useRef(words);
  const [spoken, speak] = useState('');
  useEffect(() => {
    if (words === first.current) return;
    first.current = '';
    const timer = setTimeout(() => speak(words), CALM);
    return () => clearTimeout(timer);
  }, [words]);
  return spoken;
}

/** The live region itself. It is there before it speaks, or nobody would hear it. */
export function Announcer({ spoken }: { spoken: string }): JSX.Element {
  return (
    <div class="unseen" role="status">
      {spoken}
    </div>
  );
}
