import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Conversation } from '../../domain/conversation';
import { say } from '../../platform/words';
import { siteById } from '../../vendors/site';
import { type Explained, lookUp, ownPlaces, type Place } from '../lookUp';
import { ADDRESS_LIMIT } from '../tab';
import { whyOf } from '../why';
import { Choices } from './choices';
import { Rated } from './rated';
import { SendingAccess } from './siteSwitches';

interface Found extends Explained {
  text: string;
  /** The conversation picked where several were possible. */
  chosen: Conversation | null;
}

/** A box for an address or an id, and below it the conversation it names, to be rated. */
export function PasteBox({
  onOpen,
}: {
  onOpen(page: 'options', vendor: string | null): void;
}): JSX.Element {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const [places, setPlaces] = useState<readonly Place[]>([]);
  useEffect(() => {
    let gone = false;
    void ownPlaces().then((own) => {
      if (!gone) setPlaces(own);
    });
    return () => {
      gone = true;
    };
  }, []);
  const find = () => {
    setFound({ ...lookUp(text, places), text, chosen: null });
    if (text.trim() === '') box.current?.focus();
  };
  const finding = found?.finding;
  const conversation = finding?.kind === 'this' ? finding.conversation : (found?.chosen ?? null);
  const empty = found !== null && found.text.trim() === '';
  return (
    <>
      <section class="part">
        <form
          class="paste"
          onSubmit={(event) => {
            event.preventDefault();
            find();
          }}
        >
          <label for={id}>{say('popupPaste')}</label>
          <div class="paste-row">
            <input
              ref={box}
              id={id}
              type="text"
              inputMode="url"
              class="box fixed"
              dir="ltr"
              value={text}
              placeholder={say('popupPastePlaceholder')}
              autocomplete="off"
              spellcheck={false}
              autocapitalize="off"
              aria-describedby={`${id}-told`}
              onInput={(event) => {
                setText(event.currentTarget.value);
                setFound(null);
              }}
            />
            <button type="submit" class="button other">
              {say('popupFind')}
            </button>
          </div>
          <div id={`${id}-told`} role="status">
            {found && !conversation && (
              <p class="second">
                {empty ? say('popupPasteEmpty') : whyOf(found.finding, found.site)}
              </p>
            )}
          </div>
          {finding?.kind === 'several' && !found?.chosen && (
            <Choices
              conversations={finding.conversations}
              onChoose={(chosen) => setFound((before) => before && { ...before, chosen })}
            />
          )}
        </form>
      </section>
      {conversation && <SendingAccess key={conversation.origin} conversation={conversation} />}
      {found && finding && conversation && (
        <Rated
          key={`${conversation.origin} ${conversation.id}`}
          conversation={conversation}
          page={{ title: '', address: addressOf(found.text, conversation) }}
          why={whyOf(finding, siteById(conversation.vendor))}
          excerpt={finding.reason.excerpt}
          onOpen={onOpen}
        />
      )}
    </>
  );
}

/** The address to keep in the history: the pasted one, or where such conversations are found. */
function addressOf(text: string, conversation: Conversation): string {
  const pasted = text.trim();
  if (URL.canParse(pasted)) return pasted.slice(0, ADDRESS_LIMIT);
  return siteById(conversation.vendor)?.home(conversation) ?? '';
}
