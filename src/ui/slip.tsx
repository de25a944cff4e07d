import type { ComponentChildren, JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { Failure } from '../domain/failure';
import type { Action } from '../domain/receipt';
import type { ConversationView } from '../messages/view';
import { say } from '../platform/words';
import { Announcer, useSpoken } from './announcer';
import { AnswerStepper } from './answer-stepper';
import { Button } from './button';
import { CommentField } from './comment-field';
import { RatingGroup } from './rating-group';
import { ReceiptLine } from './receipt-line';
import { type Look, lookOf, lookOfProblem, REFUSED_LOOK } from './receipt-look';
import { plain, type Sentence } from './sentence';
import { failureSentence, receiptSentence, refusedSentence } from './sentences';
import type { SlipModel, SlipState } from './slip-model';

/** Opens one of the extension's own pages; `vendor` is whose connection it is about. */
export type OpenPage = (page: 'options', vendor: string) => void;

/** What the receipt line says: the icon, the words and the ways forward. */
export interface Told {
  look: Look;
  words: Sentence;
  actions: readonly Action[];
}

/** What there is to tell about a slip; null where nothing has been done and nothing is wrong. */
export function toldOf(state: SlipState, now: number): Told | null {
  const { view, refused } = state;
  if (refused) {
    return { look: REFUSED_LOOK, words: refusedSentence(refused), actions: [] };
  }
  if (!view) return null;
  if (view.receipt) {
    return {
      look: lookOf(view.receipt),
      words: receiptSentence(view.receipt, view.vendorLabel, now),
      actions: view.receipt.actions,
    };
  }
  return view.problem ? toldOfProblem(view.problem, view.vendorLabel, now) : null;
}

function toldOfProblem(failure: Failure, vendorLabel: string, now: number): Told {
  if (failure.kind === 'no-connection' || failure.kind === 'locked') {
    const state = failure.kind === 'locked' ? 'locked' : 'not-set-up';
    const actions: Action[] = [failure.kind === 'locked' ? 'unlock' : 'set-up'];
    const receipt = { state, actions } as const;
    return { look: lookOf(receipt), words: receiptSentence(receipt, vendorLabel, now), actions };
  }
  const words = failureSentence(failure, vendorLabel);
  return { look: lookOfProblem(failure), words, actions: waysOut(failure) };
}

function waysOut(failure: Failure): Action[] {
  switch (failure.kind) {
    case 'key-refused':
    case 'no-access':
    case 'access-withheld':
    case 'outside-vendor':
    case 'not-found':
    case 'redirected':
      return ['options', 'retry'];
    case 'several-connections':
    case 'answer-failed':
    case 'not-ready':
      return [];
    default:
      return ['retry'];
  }
}

/** Which answer a view is about, in words: the latest, or the second of five. */
export function answerWords(view: ConversationView): string {
  const at = view.answers.findIndex(({ turn }) => turn === view.turn);
  return view.expresses.rates === 'latest' || at < 0
    ? say('ratesLatest')
    : say('ratesAnswer', at + 1, view.answers.length);
}

/** Above the tear line: which answer, the rating, the comment. */
export function SlipBody({
  slip,
  state,
  view,
  silent = false,
  children,
}: {
  slip: SlipModel;
  state: SlipState;
  view: ConversationView;
  /** Typing would not stay private here, so that a sentence stands in the comment's place. */
  silent?: boolean;
  /** Stands between the rating and the comment, into which it writes. */
  children?: ComponentChildren;
}): JSX.Element {
  const at = view.answers.findIndex(({ turn }) => turn === view.turn);
  const question = view.answers[at]?.question ?? null;
  return (
    <div class="slip-body">
      {view.expresses.rates === 'any' && view.answers.length > 0 && (
        <AnswerStepper
          question={question ?? answerWords(view)}
          earlier={at > 0}
          later={at >= 0 && at < view.answers.length - 1}
          onStep={slip.step}
        />
      )}
      {state.newer && (
        <p class="aside newer">
          {say('newerAnswerOffered')}
          <Button kind="text" onPress={slip.showNewest}>
            {say('showNewerAnswer')}
          </Button>
        </p>
      )}
      <RatingGroup
        ratings={view.expresses.ratings}
        pressed={state.feedback.rating}
        onPress={slip.rate}
      />
      {view.mayReplaceUnseen && <p class="aside">{say('replacesUnseen', view.vendorLabel)}</p>}
      {children}
      {view.choices.length > 0 && <Choice slip={slip} view={view} />}
      {silent ? (
        <p class="aside">{say('commentElsewhere')}</p>
      ) : (
        offersComment(state, view) && (
          <CommentField
            key={view.turn}
            expresses={view.expresses}
            text={state.text}
            dirty={state.dirty}
            saveable={state.saveable}
            onType={slip.type}
            onSave={slip.save}
            onRest={slip.rest}
          />
        )
      )}
    </div>
  );
}

/** Before a vendor is set up nothing but the rating is asked for; words come once it is pressed. */
function offersComment(state: SlipState, view: ConversationView): boolean {
  const notSetUp =
    view.receipt?.state === 'not-set-up' ||
    (view.receipt === null && view.problem?.kind === 'no-connection');
  return !notSetUp || state.feedback.rating !== null || state.text !== '';
}

function Choice({ slip, view }: { slip: SlipModel; view: ConversationView }): JSX.Element {
  return (
    <label class="choice">
      {say('chooseConnection')}
      <select
        value={view.connection?.id ?? ''}
        onChange={(event) => slip.choose(event.currentTarget.value)}
      >
        {!view.connection && <option value="" disabled />}
        {view.choices.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Below the tear line: what has become of it. Nothing stands there until there is something. */
export function SlipReceipt({
  slip,
  state,
  told,
  spoken,
  onOpen,
}: {
  slip: SlipModel;
  state: SlipState;
  told: Told | null;
  /** What the live region says, so that the same words are not there twice. */
  spoken: string;
  onOpen: OpenPage;
}): JSX.Element | null {
  if (!told) return null;
  function act(action: Action): void {
    if (action === 'options' || action === 'set-up' || action === 'unlock') {
      onOpen('options', state.view?.conversation.vendor ?? '');
    } else if (action === 'retry' && !state.view?.receipt) {
      slip.refresh(true);
    } else {
      slip.act(action);
    }
  }
  return (
    <ReceiptLine
      look={told.look}
      words={told.words}
      actions={told.actions}
      onAction={act}
      undoTitle={state.view?.mayReplaceUnseen ? say('takesItOff') : undefined}
      pending={state.pending}
      spoken={spoken !== '' && spoken === plain(told.words)}
    />
  );
}

/** What the live region says about a slip: its state's words once they have stood for a second. */
export function useSlipSpoken(state: SlipState, told: Told | null): string {
  const settled = useRef('');
  if (!state.pending) settled.current = told ? plain(told.words) : '';
  return useSpoken(settled.current);
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
  const spoken = useSlipSpoken(state, told);
  return (
    <div class="slip">
      {state.view && <SlipBody slip={slip} state={state} view={state.view} />}
      <SlipReceipt slip={slip} state={state} told={told} spoken={spoken} onOpen={onOpen} />
      <Announcer spoken={spoken} />
    </div>
  );
}
