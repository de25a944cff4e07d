import { useEffect, useRef, useState } from 'preact/hooks';
import { conversationKey } from '../../domain/conversation';
import type { Entry } from '../../domain/entry';
import { ask, onHint } from '../worker';
import { mayChange } from './changing';

/** A watch may run out while nothing else happens; so often it is asked about, milliseconds. */
const EVERY_MS = 15_000;

/** Asks now whether an entry can be changed from here; false also when nobody answers. */
async function changeable({ conversation, turn, key }: Entry): Promise<boolean> {
  // The view comes first: it asks open tabs, which may vouch for the answer.
  const view = await ask('view', { conversation, turn, look: false });
  const part = await ask('journal', { of: conversation, before: null });
  const preferences = await ask('preferences', {});
  if (!view.ok || !part.ok || !preferences.ok) return false;
  const entry = part.value.rows.find((row) => row.key === key);
  const standing = {
    view: view.value,
    known: part.value.known,
    preferences: preferences.value,
  };
  return entry !== undefined && mayChange(entry, standing, Date.now());
}

/**
 * Keeps asking whether an entry can be changed from here.
 *
 * @returns `may`: null until it is known; `check` asks at once, as has to be done before a change
 */
export function useChangeable(entry: Entry): { may: boolean | null; check(): Promise<boolean> } {
  const [may, setMay] = useState<boolean | null>(null);
  const latest = useRef(entry);
  latest.current = entry;
  const gone = useRef(false);

  const check = async (): Promise<boolean> => {
    const answer = await changeable(latest.current);
    if (!gone.current) setMay(answer);
    return answer;
  };
  useEffect(() => {
    gone.current = false;
    const own = conversationKey(entry.conversation);
    const again = () => void check();
    again();
    const stop = onHint(({ conversation }) => {
      if (conversation === null || conversation === own) again();
    });
    const timer = setInterval(again, EVERY_MS);
    addEventListener('focus', again);
    return () => {
      gone.current = true;
      stop();
      clearInterval(timer);
      removeEventListener('focus', again);
    };
  }, [entry.key]);
  return { may, check };
}
