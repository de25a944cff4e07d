import type { JSX } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Entry } from '../../domain/entry';
import { say } from '../../platform/words';
import { Button } from '../../ui/button';
import { Slip } from '../../ui/slip';
import { useConversation } from '../../ui/use-conversation';
import { useKeptFocus } from '../keptFocus';
import { ask, askTwice, onHint } from '../worker';
import { askAbout } from './oneTurn';

/** The same controls as in the panel, for one entry of the history. */
export function Change({
  entry: { conversation, turn, page },
  allowed,
  onDone,
}: {
  entry: Entry;
  /** Whether it may still be changed at this moment. */
  allowed(): Promise<boolean>;
  onDone(): void;
}): JSX.Element {
  const latest = useRef(allowed);
  latest.current = allowed;
  const root = useRef<HTMLDivElement>(null);
  const about = useMemo(() => askAbout(turn, askTwice, () => latest.current()), [turn]);
  const { slip, state } = useConversation({
    ask: about,
    conversation,
    page: () => page,
    hints: onHint,
  });
  useKeptFocus(root, '.rating [tabindex="0"]');
  const isThere = state.view !== null;
  useLayoutEffect(() => {
    if (isThere)
      root.current?.querySelector<HTMLElement>('.rating [tabindex="0"], button')?.focus();
  }, [isThere]);
  return (
    <div class="change" ref={root}>
      <Slip
        slip={slip}
        state={state}
        now={Date.now()}
        onOpen={(_, vendor) => void ask('open', { page: 'options', vendor })}
      />
      <div class="change-done">
        <Button onPress={onDone}>{say('journalDone')}</Button>
      </div>
    </div>
  );
}
