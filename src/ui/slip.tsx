import type { JSX } from 'preact';
import { UNNAMED } from '../domain/conversation';
import { saysNothing } from '../domain/feedback';
import type { Action } from '../domain/receipt';
import type { ConversationView } from '../messages/view';
import { say } from '../platform/words';
import { Announcer } from './announcer';
import { AnswerStepper } from './answer-stepper';
import { Button } from './button';
import { CommentField } from './comment-field';
import { firstWords } from './first-words';
import { RatingGroup } from './rating-group';
import { ReasonChips } from './reason-chips';
import { ReceiptLine } from './receipt-line';
import { plain, sentence } from './sentence';
import type { SlipModel, SlipState } from './slip-contract';
import { type Told, toldOf } from './told';

/** Opens one of the extension's own pages; `vendor` is whose connection is to be added, if any. */
export type OpenPage = (page: 'options', vendor: string | null) => void;

/** Which answer a view is about, in words: the latest, or the second of five; empty for none. */
export function answerWords(view: ConversationView): string {
  const at = placeOf(view);
  if (at < 0) return '';
  return view.expresses.rates === 'latest'
    ? say('ratesLatest')
    : say('ratesAnswer', at + 1, view.answers.length);
}

function placeOf({ answers, turn }: ConversationView): number {
  return answers.findIndex((answer) => answer.turn === turn);
}

/** Above the tear line: which answer, the rating, the comment. */
export function SlipBody({
  slip,
  state,
  view,
  silent,
}: {
  slip: SlipModel;
  state: SlipState;
  view: ConversationView;
  /** Typing would not stay private here, so that a sentence stands in the comment's place. */
  silent?: boolean;
}): JSX.Element {
  const { expresses, answers, choices } = view;
  const at = placeOf(view);
  return (
    <div class="slip-body">
      {expresses.rates === 'any' && at >= 0 && (
        <AnswerStepper
          question={answers[at]?.question ?? answerWords(view)}
          earlier={at > 0}
          later={at < answers.length - 1}
          onStep={slip.step}
        />
      )}
      {(state.read || state.newer) && (
        <p class="offered">
          {state.read
            ? sentence('readingAnswer', { inset: firstWords(state.read.question ?? '') })
            : say('newerAnswerOffered')}{' '}
          <Button kind="text" onPress={slip.takeOffer}>
            {say(state.read ? 'rateThisAnswer' : 'showNewerAnswer')}
          </Button>
        </p>
      )}
      <RatingGroup
        ratings={expresses.ratings}
        pressed={state.feedback.rating}
        onPress={slip.rate}
      />
      {view.mayReplaceUnseen && saysNothing(state.feedback) && (
        <p>{say('replacesUnseen', view.vendorLabel)}</p>
      )}
      {choices.length > 0 && (
        <label>
          {say('chooseConnection')}
          <select value="" onChange={(event) => slip.choose(event.currentTarget.value)}>
            <option value="" />
            {choices.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <div class="words">
        {state.reasons.length > 0 && (
          <ReasonChips {...state} spare={silent ? [] : state.spare} onToggle={slip.toggle} />
        )}
        {silent && <p class="comment">{say('commentElsewhere')}</p>}
        {!silent && offersComment(state, view) && (
          <CommentField
            key={view.turn}
            {...state}
            expresses={expresses}
            isHeld={view.receipt?.actions.some((action) => action !== 'undo')}
            onType={slip.type}
            onSave={slip.save}
          />
        )}
      </div>
      {view.audience && (
        <p class="audience">
          {view.audience}{' '}
          <Button
            kind="text"
            expanded={state.payload !== null}
            unavailable={view.turn === UNNAMED}
            onPress={slip.inspect}
          >
            {say('whatIsSent')}
          </Button>
        </p>
      )}
      {state.payload && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
        <section ref={reveal} class="payload" tabIndex={0} aria-label={say('whatIsSent')} dir="ltr">
          {state.payload.request ?? say('nothingToSend')}
        </section>
      )}
    </div>
  );
}

/** Brings into sight what a press has opened below the edge of a low card. */
function reveal(element: Element | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

/** Before a vendor is set up only the rating is asked for; words come once it is pressed. */
function offersComment({ feedback, text }: SlipState, view: ConversationView): boolean {
  if (view.answers.length === 0) return false;
  const isSetUp = view.connection !== null || view.choices.length > 0;
  return isSetUp || feedback.rating !== null || text !== '';
}

/** Below the tear line: what has become of it. Nothing stands there until there is something. */
export function SlipReceipt({
  slip,
  state: { view, pending },
  told,
  onOpen,
}: {
  slip: SlipModel;
  state: SlipState;
  told: Told | null;
  onOpen: OpenPage;
}): JSX.Element | null {
  function act(action: Action): void {
    if (action === 'options' || action === 'set-up' || action === 'unlock') {
      // Only where none fits is one added: beside a refused one a second would make both unusable.
      onOpen('options', action === 'set-up' ? (view?.conversation.vendor ?? null) : null);
    } else {
      slip.act(action);
    }
  }
  return (
    told && (
      <ReceiptLine
        {...told}
        onAction={act}
        undoTitle={view?.mayReplaceUnseen ? say('takesItOff') : undefined}
        pending={pending}
        isSpoken
      />
    )
  );
}

/** The live region of a slip. While a press is on its way it keeps its peace. */
export function SlipAnnouncer({ told, state }: { told: Told | null; state: SlipState }) {
  return <Announcer words={told && !state.pending ? plain(told.words) : ''} />;
}

/** A whole slip, for the extension's own pages: rating, comment, receipt and live region. */
export function Slip({
  slip,
  state,
  now,
  onOpen,
}: {
  slip: SlipModel;
  state: SlipState;
  /** Epoch milliseconds. */
  now: number;
  onOpen: OpenPage;
}): JSX.Element {
  const told = toldOf(state, now);
  return (
    <div class="slip">
      <SlipAnnouncer told={told} state={state} />
      {state.view && <SlipBody slip={slip} state={state} view={state.view} />}
      <SlipReceipt slip={slip} state={state} told={told} onOpen={onOpen} />
    </div>
  );
}
