import { useEffect, useState } from 'preact/hooks';
import type { Protection } from '../messages/view';
import { ask, onHint } from './worker';

/** How things stand with the passphrase, kept up to date; null until the worker has told. */
export function useProtection(): Protection | null {
  const [protection, setProtection] = useState<Protection | null>(null);
  useEffect(() => {
    let gone = false;
    const load = async () => {
      const answer = await ask('protection', {});
      if (!gone && answer.ok) setProtection(answer.value);
    };
    void load();
    const stop = onHint(({ conversation }) => {
      if (conversation === null) void load();
    });
    return () => {
      gone = true;
      stop();
    };
  }, []);
  return protection;
}
