import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Conversation, conversationKey } from '../domain/conversation';
import { attend, makeSlip, type SlipSource } from './attend';
import type { SlipModel, SlipState } from './slip-contract';

/** What a page has to supply. */
export interface ConversationSource extends Omit<SlipSource, 'conversation'> {
  conversation: Conversation;
}

/** One conversation's slip, kept up to date while the component is there. */
export function useConversation(source: ConversationSource): {
  slip: SlipModel;
  state: SlipState;
} {
  const latest = useRef(source);
  latest.current = source;
  const key = conversationKey(source.conversation);
  const [, redraw] = useState(0);
  const { slip, from } = useMemo(() => {
    const now: SlipSource = {
      ask: (kind, input) => latest.current.ask(kind, input),
      conversation: () => latest.current.conversation,
      page: () => latest.current.page(),
      hints: (listener) => latest.current.hints(listener),
      alive: () => latest.current.alive?.() ?? true,
    };
    return { slip: makeSlip(now), from: now, key };
  }, [key]);
  useEffect(() => attend(slip, from, () => redraw((count) => count + 1)), [slip, from]);
  return { slip, state: slip.state() };
}
