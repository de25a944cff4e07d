import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { Conversation } from '../../domain/conversation';
import { say } from '../../platform/words';
import { Link } from '../../ui/icon';
import { answerWords, Slip } from '../../ui/slip';
import { useConversation } from '../../ui/use-conversation';
import { vendorById } from '../../vendors/site';
import { useKeptFocus } from '../keptFocus';
import { askTwice, onHint } from '../worker';

/** One conversation: what it is, why it was recognised, and the same slip as in the panel. */
export function Rated({
  conversation,
  page,
  why,
  excerpt,
  onOpen,
}: {
  conversation: Conversation;
  /** The page it is seen on, as the history will keep it. */
  page: { title: string; address: string };
  why: string;
  /** The part of the address that told; empty where nothing did. */
  excerpt: string;
  onOpen(page: 'options', vendor: string | null): void;
}): JSX.Element {
  const { slip, state } = useConversation({
    ask: askTwice,
    conversation,
    page: () => ({ title, address: page.address }),
    hints: onHint,
  });
  const { view } = state;
  const part = useRef<HTMLElement>(null);
  useKeptFocus(part, '.rating [tabindex="0"]');
  const title = page.title || (view?.title ?? '');
  const label = view?.vendorLabel ?? vendorById(conversation.vendor)?.label ?? '';
  return (
    <section class="rated" ref={part}>
      <div class="part">
        <p class="over">
          {label}
          {view?.connection && (
            <>
              {' · '}
              <bdi>{view.connection.name}</bdi>
            </>
          )}
        </p>
        <h1 title={title}>
          <bdi>{title || say('popupUntitled')}</bdi>
        </h1>
        <div class="why">
          <Link />
          <p>
            {why}
            {excerpt !== '' && (
              <bdi class="fixed" dir="ltr">
                {excerpt}
              </bdi>
            )}
          </p>
        </div>
        {view && <p class="which">{answerWords(view)}</p>}
      </div>
      <Slip slip={slip} state={state} now={Date.now()} onOpen={onOpen} />
    </section>
  );
}
