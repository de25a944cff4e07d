import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Conversation, conversationKey } from '../domain/conversation';
import type { Ask, Hint } from '../messages/client';
import { createSlip, type SlipModel, type SlipState } from './slip-model';

/** What a surface has to supply. */
export interface ConversationSource {
  ask: Ask;
  conversation: Conversation;
  /** The page the conversation is seen on, at this moment. */
  page: () => { title: string; address: string };
  /** Listens to the worker's hints; answers with the way to stop. */
  hints: (listener: (hint: Hint) => void) => () => void;
  /** Whether the extension behind this document still runs; pages of its own always say yes. */
  alive?: () => boolean;
}

/**
 * One conversation's slip, kept up to date while the component is there: it asks again on hints,
 * on focus and when the tab comes into sight, and writes down typed text when the page goes.
 */
export function useConversation(source: ConversationSource): {
  slip: SlipModel;
  state: SlipState;
} {
  const latest = useRef(source);
  latest.current = source;
  const key = conversationKey(source.conversation);
  const [, redraw] = useState(0);

  const slip = useMemo(
    () =>
      createSlip({
        ask: (kind, input) => latest.current.ask(kind, input),
        conversation: () => latest.current.conversation,
        page: () => bounded(latest.current.page()),
        now: () => Date.now(),
        later: (ms, run) => {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
        newId: () => crypto.randomUUID(),
        alive: () => latest.current.alive?.() ?? true,
      }),
    [key],
  );

  useEffect(() => {
    const gone = new AbortController();
    const { signal } = gone;
    const inSight = () => document.visibilityState === 'visible';
    const stops = [
      slip.subscribe(() => redraw((count) => count + 1)),
      latest.current.hints(({ conversation }) => {
        if (conversation === null || conversation === key) slip.refresh(false);
      }),
    ];
    addEventListener('focus', () => slip.refresh(true), { signal });
    addEventListener('pagehide', () => slip.rest(), { signal });
    document.addEventListener(
      'visibilitychange',
      () => (inSight() ? slip.refresh(true) : slip.rest()),
      { signal },
    );
    slip.open(inSight);
    return () => {
      gone.abort();
      for (const stop of stops) stop();
      slip.close();
    };
  }, [slip, key]);

  return { slip, state: slip.state() };
}

/** A page may call itself anything, at any length; the ledger keeps what fits a line. */
function bounded({ title, address }: { title: string; address: string }) {
  return { title: title.slice(0, 500), address: address.slice(0, 4000) };
}
