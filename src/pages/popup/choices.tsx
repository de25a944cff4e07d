import type { JSX } from 'preact';
import type { Conversation } from '../../domain/conversation';
import { say } from '../../platform/words';
import { ChevronOn } from '../../ui/icon';
import { siteById } from '../../vendors/site';
import { placeName } from '../options/place';

/** Several possible conversations, to choose from: guessing could rate the wrong answer. */
export function Choices({
  conversations,
  onChoose,
}: {
  conversations: readonly Conversation[];
  onChoose(conversation: Conversation): void;
}): JSX.Element | null {
  if (conversations.length === 0) return null;
  return (
    <ul class="choosing">
      {conversations.map((conversation) => (
        <li key={`${conversation.origin} ${conversation.id}`}>
          <button type="button" class="row-link" onClick={() => onChoose(conversation)}>
            <span>
              <span class="first">{nameOf(conversation)}</span>
              <bdi class="fixed">{conversation.id}</bdi>
            </span>
            <ChevronOn />
          </button>
        </li>
      ))}
    </ul>
  );
}

function nameOf(conversation: Conversation): string {
  const site = siteById(conversation.vendor);
  if (!site) return conversation.vendor;
  const place = placeName(site, conversation.origin);
  return place === site.label ? site.label : say('popupVendorAt', site.label, place);
}
