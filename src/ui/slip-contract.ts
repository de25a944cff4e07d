import type { Conversation, Turn } from '../domain/conversation';
import type { Feedback, Rating } from '../domain/feedback';
import type { Action } from '../domain/receipt';
import type { Ask } from '../messages/client';
import type { ConversationView } from '../messages/view';
import type { Refused } from './sentences';

/** Typed text is on its way to the ledger at most this long after the key, in milliseconds. */
export const DRAFT_DELAY = 200;
/** Two presses of one button within this time are one, in milliseconds. */
export const DOUBLE_PRESS = 500;
/** How long a conversation is in sight before the vendor is asked about it, in milliseconds. */
export const LOOK_DELAY = 1000;

/** How long no quick reason is pressed before those that were are stored, in milliseconds. */
export const REASONS_CALM = 1500;

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
  /** The quick reasons for the rating, and those that stand in the text all the same. */
  reasons: { reason: string; pressed: boolean }[];
  /** The other rating's reasons: their room is kept, so that a change of mind moves nothing. */
  spare: readonly string[];
  /** Whether that text differs from what is saved. */
  dirty: boolean;
  /** Whether it may be saved. */
  saveable: boolean;
  /** A press or a decision is on its way, so the receipt no longer holds. */
  pending: boolean;
  /** An answer has appeared since the person chose theirs; it is offered, not switched to. */
  newer: boolean;
  /** The answer the person reads, where that can be told and it is not the one shown; offered, too. */
  read: ConversationView['answers'][number] | undefined;
  /** The request that would store what stands here, while the person looks into it. */
  payload: { request: string | null } | null;
  /** Why the last request had no effect. */
  refused: Refused | null;
}

/** One conversation's slip: what a person does on it, and what the worker says about it. */
export interface SlipModel {
  state(): SlipState;
  /** Calls back, one listener at a time, whenever `state()` has changed. */
  subscribe(listener: () => void): void;
  /** Asks for the first view, and for a look once the conversation was in sight for a second. */
  open(inSight: () => boolean): void;
  /** Asks again; with `look` the vendor, too, where that is due, which it is sooner on `focus`. */
  refresh(look: boolean, focus?: boolean): void;
  rate(rating: Rating): void;
  type(text: string): void;
  /** Presses a quick reason, or takes it off; it is stored once no other was for a while. */
  toggle(reason: string): void;
  save(): void;
  /** Writes down what was typed now: the field was left, or the page goes. */
  rest(): void;
  act(action: Exclude<Action, 'options' | 'set-up' | 'unlock'>): void;
  /** Shows the request that would store what stands here, or closes it again. */
  inspect(): void;
  choose(connection: string): void;
  step(by: -1 | 1): void;
  /** Shows the answer that was offered: the one being read, else the newest. */
  takeOffer(): void;
  /** Takes note of the answer the person seems to read; null where that cannot be told. */
  note(turn: Turn | null): void;
  close(): void;
}
