import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../../platform/words';
import { siteById } from '../../vendors/site';
import { Field } from '../field';
import { type Explained, lookUp } from '../lookUp';
import { whyOf } from '../why';
import { placeName } from './place';

/** A box that shows what would be recognised in a pasted address or id, and why. */
export function Recognised(): JSX.Element {
  const [text, setText] = useState('');
  const seen = text.trim() === '' ? null : lookUp(text, []);
  return (
    <>
      <p class="lead">{say('recognisedLead')}</p>
      <div class="card form">
        <Field label={say('recognisedField')} wide>
          {(wiring) => (
            <input
              {...wiring}
              type="text"
              inputMode="url"
              class="box fixed"
              dir="ltr"
              value={text}
              placeholder={say('popupPastePlaceholder')}
              autocomplete="off"
              spellcheck={false}
              autocapitalize="off"
              onInput={(event) => setText(event.currentTarget.value)}
            />
          )}
        </Field>
        <div role="status">{seen && <Seen seen={seen} />}</div>
      </div>
    </>
  );
}

function Seen({ seen: { finding, site } }: { seen: Explained }): JSX.Element {
  const conversations =
    finding.kind === 'this'
      ? [finding.conversation]
      : finding.kind === 'several'
        ? finding.conversations
        : [];
  const { excerpt } = finding.reason;
  return (
    <div class="seen">
      <p>
        <b>
          {say(
            finding.kind === 'this'
              ? 'recognisedYes'
              : finding.kind === 'several'
                ? 'recognisedSeveral'
                : 'recognisedNo',
          )}
        </b>
      </p>
      <p class="second">{whyOf(finding, site)}</p>
      {excerpt !== '' && (
        <p class="fixed">
          <bdi dir="ltr">{excerpt}</bdi>
        </p>
      )}
      {conversations.map((conversation) => {
        const its = siteById(conversation.vendor);
        if (!its) return null;
        const scope =
          its.form.scope.label === 'productId' ? 'optionsProductOf' : 'optionsProjectOf';
        return (
          <dl key={`${conversation.origin} ${conversation.id}`} class="facts">
            <div>
              <dt>{say('recognisedVendor')}</dt>
              <dd>{its.label}</dd>
            </div>
            <div>
              <dt>{say('recognisedServer')}</dt>
              <dd>
                <bdi>{placeName(its, conversation.origin)}</bdi>
              </dd>
            </div>
            <div class="facts-line">
              <dt>{say(scope)}</dt>
              <dd>
                <bdi class="fixed">{conversation.scope ?? say('recognisedUnknown')}</bdi>
              </dd>
            </div>
            <div class="facts-line">
              <dt>{say('recognisedConversation')}</dt>
              <dd>
                <bdi class="fixed">{conversation.id}</bdi>
              </dd>
            </div>
          </dl>
        );
      })}
    </div>
  );
}
