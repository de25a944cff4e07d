import { conversationKey } from '../domain/conversation';
import type { Hint } from '../messages/client';
import type { SlipModel, SlipWorld } from './slip-contract';
import { createSlip } from './slip-model';

/** What a surface has to supply for a slip. */
export interface SlipSource extends Pick<SlipWorld, 'ask' | 'conversation' | 'page'> {
  /** Listens to the worker's hints; answers with the way to stop. */
  hints: (listener: (hint: Hint) => void) => () => void;
  /** Whether the extension behind this document still runs; pages of its own always say yes. */
  alive?: () => boolean;
}

/** Makes a slip that runs on this document's own clock and chance. */
export function makeSlip(source: SlipSource): SlipModel {
  return createSlip({
    ...source,
    now: Date.now,
    later: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    newId: () => crypto.randomUUID(),
    alive: source.alive ?? (() => true),
  });
}

/**
 * Keeps a slip up to date: it asks again on hints and when the tab gets the focus, and writes down
 * typed text when either goes. Where the surface stands in a frame of its own,
 * `frame` tells when that gets or loses the focus.
 *
 * @returns the way to stop, which closes the slip
 */
export function attend(
  slip: SlipModel,
  source: SlipSource,
  redraw: () => void,
  frame?: { onTurn?: () => void },
): () => void {
  const gone = new AbortController();
  const { signal } = gone;
  const key = conversationKey(source.conversation());
  slip.subscribe(redraw);
  const unhint = source.hints(({ conversation }) => {
    if (conversation === null || conversation === key) slip.refresh(false);
  });
  let isHere = document.hasFocus();
  /** Between a page and its frame the focus leaves one window for the other; the person stays. */
  const turn = () =>
    setTimeout(() => {
      if (signal.aborted || document.hasFocus() === isHere) return;
      isHere = !isHere;
      if (isHere) slip.refresh(true, true);
      // Whoever goes to another window may go on there; this field then follows what is kept.
      else slip.rest();
    });
  addEventListener('focus', turn, { signal });
  addEventListener('blur', turn, { signal });
  if (frame) frame.onTurn = turn;
  addEventListener('pagehide', slip.rest, { signal });
  slip.open(() => !document.hidden);
  return () => {
    gone.abort();
    unhint();
    slip.close();
  };
}
