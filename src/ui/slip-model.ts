import type { Conversation } from '../domain/conversation';
import { type Feedback, NOTHING, press, type Rating, room, withComment } from '../domain/feedback';
import type { Action } from '../domain/receipt';
import type { Ask } from '../messages/client';
import type { Answer, ConversationView, Refusal } from '../messages/view';
import type { Refused } from './sentences';

/** Typed text is on its way to the ledger at most this long after the key, in milliseconds. */
export const DRAFT_DELAY = 200;
/** Two presses of one button within this time are one, in milliseconds. */
export const DOUBLE_PRESS = 500;
/** How long a conversation is in sight before the vendor is asked about it, in milliseconds. */
export const LOOK_DELAY = 1000;
/** How long a press waits for the vendor to name the answer it is meant for, in milliseconds. */
const EARLY_PATIENCE = 20_000;
/** How often a first view that was not answered is asked for again, each time twice as late. */
const FIRST_TRIES = 3;

/** What a slip needs from outside, so that its rules run without a browser. */
export interface SlipWorld {
  ask: Ask;
  /** The conversation as last recognised; its identity does not change during a slip's life. */
  conversation(): Conversation;
  /** The page it is seen on, at this moment. */
  page(): { title: string; address: string };
  /** Epoch milliseconds. */
  now(): number;
  /** Runs something once after `ms`; answers with the way to call it off. */
  later(ms: number, run: () => void): () => void;
  /** A random id for a press. */
  newId(): string;
  /** Whether the extension behind this document is still the one that runs. */
  alive(): boolean;
}

/** Everything a slip shows. */
export interface SlipState {
  /** What the worker said last; null before its first answer. */
  view: ConversationView | null;
  /** What the pressed states show: a press shows at once, before it is saved. */
  feedback: Feedback;
  /** What stands in the comment field. */
  text: string;
  /** Whether that text differs from what is saved. */
  dirty: boolean;
  /** Whether it may be saved. */
  saveable: boolean;
  /** A press or a decision is on its way, so the receipt no longer holds. */
  pending: boolean;
  /** An answer has appeared since the person chose theirs; it is offered, not switched to. */
  newer: boolean;
  /** Why the last request had no effect. */
  refused: Refused | null;
}

/** One conversation's slip: what a person does on it, and what the worker says about it. */
export interface SlipModel {
  state(): SlipState;
  subscribe(listener: () => void): () => void;
  /** Asks for the first view, and for a look once the conversation was in sight for a second. */
  open(inSight: () => boolean): void;
  /** Asks again; with `look` the vendor, too, where that is due. */
  refresh(look: boolean): void;
  rate(rating: Rating): void;
  type(text: string): void;
  save(): void;
  /** Writes down what was typed now: focus has left, the page goes, the answer changes. */
  rest(): void;
  act(action: Exclude<Action, 'options' | 'set-up' | 'unlock'>): void;
  choose(connection: string): void;
  step(by: -1 | 1): void;
  showNewest(): void;
  /** Takes over text typed in an older panel of this document. */
  adopt(text: string): void;
  close(): void;
}

/** Makes a slip for one conversation. Nothing is asked before `open`. */
export function createSlip(world: SlipWorld): SlipModel {
  let view: ConversationView | null = null;
  /** The text as typed; null while the field follows the worker's view. */
  let typed: string | null = null;
  /** What was pressed and is not answered yet. */
  let intended: Feedback | null = null;
  let pending = 0;
  let refused: Refused | null = null;
  /** The answer asked for by stepping, until its view arrives. */
  let wanted: number | null = null;
  /** A press made before the vendor has named its answers; it waits for the look under way. */
  let early: Rating | null = null;
  let callOffEarly: (() => void) | null = null;
  /** The newest answer the person has been shown. */
  let newestSeen: number | null = null;
  let lastPress: { what: string; at: number } | null = null;
  let callOffDraft: (() => void) | null = null;
  let callOffLook: (() => void) | null = null;
  /** Requests are numbered: a view asked for before a later act or view is out of date. */
  let asked = 0;
  let floor = 0;
  let lastAct = 0;
  let unanswered = 0;
  let refreshing = false;
  let again = false;
  let closed = false;
  let shown: SlipState | null = null;
  const listeners = new Set<() => void>();

  function changed(): void {
    shown = null;
    if (!closed) for (const listener of listeners) listener();
  }

  function saved(): Feedback {
    return intended ?? view?.feedback ?? NOTHING;
  }

  function text(): string {
    return typed ?? view?.draft ?? saved().comment;
  }

  function differs(words: string): boolean {
    return words.trim().normalize('NFC') !== saved().comment.normalize('NFC');
  }

  function state(): SlipState {
    if (shown) return shown;
    const words = text();
    const dirty = differs(words);
    const over = view ? room(view.expresses, words)?.tone === 'over' : false;
    shown = {
      view,
      feedback: saved(),
      text: words,
      dirty,
      saveable: dirty && !over && rateable(),
      pending: pending > 0 || early !== null,
      newer: newestAnswer() > (newestSeen ?? Number.POSITIVE_INFINITY),
      refused,
    };
    return shown;
  }

  function newestAnswer(): number {
    return view?.answers.at(-1)?.turn ?? -1;
  }

  function rateable(): boolean {
    return view !== null && (view.expresses.rates === 'latest' || view.answers.length > 0);
  }

  function takeOver(next: ConversationView, number: number): void {
    floor = number;
    if (view && next.turn !== view.turn) {
      writeDraft();
      typed = null;
      intended = null;
      lastPress = null;
      refused = null;
    }
    if (next.turn === wanted) wanted = null;
    view = next;
    unanswered = 0;
    if (newestSeen === null || view.turn === newestAnswer()) {
      newestSeen = view.answers.length > 0 ? newestAnswer() : null;
    }
    settleEarly();
  }

  /** Sends an early press once its answer is known, or lets go of it when nothing will come. */
  function settleEarly(): void {
    if (early === null || !view) return;
    const pressed = early;
    if (rateable()) dropEarly();
    if (rateable()) send(press(view.expresses, view.feedback, pressed));
    else if (view.problem || view.receipt) dropEarly();
  }

  function dropEarly(): void {
    early = null;
    intended = null;
    callOffEarly?.();
  }

  function pressEarly(rating: Rating): void {
    callOffEarly?.();
    early = rating;
    intended = { ...NOTHING, rating };
    callOffEarly = world.later(EARLY_PATIENCE, () => {
      dropEarly();
      refused = 'refused';
      changed();
    });
    changed();
    refresh(true);
  }

  function turnToAsk(): number | null {
    if (wanted !== null) return wanted;
    if (!view) return null;
    return view.expresses.rates === 'any' || typed !== null ? view.turn : null;
  }

  function refresh(look: boolean): void {
    if (closed) return;
    if (!look && (refreshing || pending > 0)) {
      again = true;
      return;
    }
    if (!look) refreshing = true;
    void askView(turnToAsk(), look).then(() => {
      if (!look) refreshing = false;
      catchUp();
    });
  }

  function catchUp(): void {
    if (!again || refreshing || pending > 0) return;
    again = false;
    refresh(false);
  }

  async function askView(turn: number | null, look: boolean): Promise<void> {
    const number = ++asked;
    const answer = await world.ask('view', { conversation: world.conversation(), turn, look });
    if (closed) return;
    if (!answer.ok) {
      viewRefused();
    } else if (number < floor || pending > 0) {
      // It was asked for before something the person did since; what is true now is asked anew.
      again = true;
    } else {
      if (!view) refused = null;
      takeOver(answer.value, number);
    }
    changed();
  }

  function viewRefused(): void {
    if (!world.alive()) {
      refused = 'reload';
    } else if (!view) {
      refused = 'not-answered';
      if (unanswered < FIRST_TRIES) world.later(LOOK_DELAY * 2 ** unanswered, () => refresh(false));
      unanswered += 1;
    }
  }

  /** Sends an act and takes over its view; a refusal is shown and what is true asked for. */
  async function perform(
    send: () => Promise<Answer<ConversationView>>,
    done: () => void = () => {},
  ): Promise<void> {
    const number = ++asked;
    floor = number;
    lastAct = number;
    pending += 1;
    changed();
    let answer = await send();
    // A worker that was just being stopped answers on the second try; the press keeps its id.
    if (!answer.ok && answer.refusal === 'failed' && world.alive()) answer = await send();
    pending -= 1;
    if (closed) return;
    if (number === lastAct) {
      intended = null;
      if (answer.ok) {
        refused = null;
        takeOver(answer.value, number);
        done();
      } else {
        refused = reasonOf(answer.refusal);
        again = true;
      }
    }
    changed();
    catchUp();
  }

  function reasonOf(refusal: Refusal): Refused {
    if (!world.alive()) return 'reload';
    if (refusal === 'storage-failed') return 'not-saved';
    return refusal === 'not-this-conversation' ? 'moved' : 'refused';
  }

  function isDouble(what: string): boolean {
    const at = world.now();
    if (lastPress?.what === what && at - lastPress.at < DOUBLE_PRESS) return true;
    lastPress = { what, at };
    return false;
  }

  function send(feedback: Feedback, done?: () => void): void {
    if (!view) return;
    intended = feedback;
    const input = {
      conversation: world.conversation(),
      turn: view.turn,
      pressId: world.newId(),
      feedback,
      page: world.page(),
    };
    void perform(() => world.ask('rate', input), done);
  }

  function writeDraft(): void {
    if (!callOffDraft || !view || typed === null) return;
    callOffDraft();
    callOffDraft = null;
    void keep(differs(typed) ? typed : null);
  }

  async function keep(draft: string | null): Promise<void> {
    if (!view) return;
    const { turn } = view;
    const input = { conversation: world.conversation(), turn, text: draft };
    view = { ...view, draft };
    let answer = await world.ask('draft', input);
    if (!answer.ok && answer.refusal === 'failed' && world.alive()) {
      // Only the latest text may be sent again, or it would overwrite what came after it.
      if (view?.turn === turn && view.draft !== draft) return;
      answer = await world.ask('draft', input);
    }
    if (closed || view?.turn !== turn) return;
    if (!answer.ok) refused = world.alive() ? 'draft-not-kept' : 'reload';
    else if (refused === 'draft-not-kept') refused = null;
    else return;
    changed();
  }

  return {
    state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open(inSight) {
      refresh(false);
      callOffLook = world.later(LOOK_DELAY, () => {
        if (inSight()) refresh(true);
      });
    },
    refresh,
    rate(rating) {
      if (!view || isDouble(rating)) return;
      if (!rateable()) return pressEarly(rating);
      send(press(view.expresses, saved(), rating));
    },
    type(words) {
      if (words === text()) return;
      typed = words;
      callOffDraft ??= world.later(DRAFT_DELAY, writeDraft);
      changed();
    },
    save() {
      if (!view || !rateable() || !state().saveable) return;
      const meant = text();
      callOffDraft?.();
      callOffDraft = null;
      send(withComment(view.expresses, saved(), meant), () => {
        if (text() !== meant) return;
        typed = null;
        // An earlier stage of the same text may still be kept as a draft.
        if (view?.draft != null) void keep(null);
      });
    },
    rest() {
      writeDraft();
      if (typed === null || !view) return;
      view = { ...view, draft: differs(typed) ? typed : null };
      typed = null;
      floor = ++asked;
      changed();
    },
    act(action) {
      if (!view || isDouble(action)) return;
      const input = { conversation: world.conversation(), turn: view.turn };
      if (action === 'undo') {
        const pressId = world.newId();
        void perform(() => world.ask('undo', { ...input, pressId }));
      } else {
        void perform(() => world.ask('decide', { ...input, decision: action }));
      }
    },
    choose(connection) {
      const conversation = world.conversation();
      void perform(() => world.ask('choose', { conversation, connection }));
    },
    step(by) {
      if (!view) return;
      const { answers, turn } = view;
      const at = answers.findIndex((answer) => answer.turn === (wanted ?? turn));
      const next = answers[at + by];
      if (at < 0 || !next) return;
      wanted = next.turn;
      newestSeen = newestAnswer();
      void askView(wanted, false);
    },
    showNewest() {
      if (!view) return;
      newestSeen = newestAnswer();
      wanted = newestSeen > view.turn ? newestSeen : null;
      void askView(wanted, false);
    },
    adopt(words) {
      if (typed !== null || words === text() || words.trim() === '') return;
      typed = words;
      callOffDraft ??= world.later(0, writeDraft);
      changed();
    },
    close() {
      writeDraft();
      callOffLook?.();
      callOffDraft?.();
      callOffEarly?.();
      closed = true;
    },
  };
}
