import { randomUUID } from 'node:crypto';
import { timestamp } from '../exchange.ts';
import { FIXTURES } from '../fixtures.ts';
import { CONVERSATIONS, FRESH_ANSWER, type RunStatus } from './seed.ts';

export type Rating = 'POSITIVE' | 'NEGATIVE' | null;

/** The feedback slot of one answer, as stored. */
export interface StoredFeedback {
  rating: Rating;
  comment: string | null;
  updated_at: string;
}

export interface Turn {
  question: string;
  answer: string;
  status: RunStatus;
  feedback: StoredFeedback | null;
}

export interface Conversation {
  id: string;
  productId: string;
  title: string;
  createdAt: number;
  turns: Turn[];
}

export interface ApiKey {
  key: string;
  productId: string;
  maker: string;
  role: 'admin' | 'member' | 'viewer';
}

/** One committed PUT, in the order of arrival. */
export interface FeedbackWrite {
  at: number;
  conversationId: string;
  turnIndex: number;
  rating: Rating;
  comment: string | null;
}

/** ClarityQ's true state. A test may read and change every field. */
export interface ClarityqState {
  products: { id: string; name: string }[];
  keys: ApiKey[];
  conversations: Conversation[];
  /** Every committed PUT. */
  writes: FeedbackWrite[];
  /** Number of committed PUTs. */
  readonly puts: number;
  /** Number of runs started through the API, the app's own included. */
  asks: number;
  /** After how many ms an answer asked for in the app finishes by itself; null: never. */
  autoFinishMs: number | null;
  /** Which conversation the app resumes where its address names none; null: none. */
  lastOpened: string | null;
  /** Throws when there is none. */
  conversation(id: string): Conversation;
  create(productId: string, title: string): Conversation;
  /** Adds a turn that is IN_PROGRESS; returns its index. */
  ask(conversationId: string, question: string, answer?: string): number;
  /** Completes the latest turn, with another answer where one is given. */
  finish(conversationId: string, answer?: string): void;
  /** Lets the latest turn end in ERROR. */
  fail(conversationId: string): void;
  /** The feedback of the latest turn. */
  feedback(conversationId: string): StoredFeedback | null;
  feedbackOf(conversationId: string, turnIndex: number): StoredFeedback | null;
  /** Replaces the whole feedback of the latest turn and counts it. */
  put(conversationId: string, rating: Rating, comment: string | null): StoredFeedback;
  /** Back to the start. */
  reset(): void;
}

const DAY = 24 * 60 * 60 * 1000;

function freshConversations(now: number): Conversation[] {
  return CONVERSATIONS.map((seed, order) => ({
    id: seed.id,
    productId: seed.productId,
    title: seed.title,
    createdAt: now - seed.daysAgo * DAY - order * 60_000,
    turns: seed.turns.map((turn) => ({ ...turn, feedback: null })),
  }));
}

function freshFields(now: number) {
  const known = FIXTURES.clarityq;
  return {
    products: [
      { id: known.productId, name: known.productName },
      { id: known.otherProductId, name: known.otherProductName },
    ],
    keys: [
      { key: known.key, productId: known.productId, maker: known.maker, role: 'member' },
      { key: known.viewerKey, productId: known.productId, maker: known.maker, role: 'viewer' },
      { key: known.otherKey, productId: known.otherProductId, maker: known.maker, role: 'admin' },
    ] as ApiKey[],
    conversations: freshConversations(now),
    writes: [] as FeedbackWrite[],
    asks: 0,
    autoFinishMs: 2500 as number | null,
    lastOpened: known.conversations.completed as string | null,
  };
}

function latest(conversation: Conversation): { turn: Turn; index: number } {
  const index = conversation.turns.length - 1;
  const turn = conversation.turns[index];
  if (turn === undefined) throw new Error(`Conversation ${conversation.id} has no turn.`);
  return { turn, index };
}

/** Makes ClarityQ's state as of now. `clock` returns milliseconds since the epoch. */
export function createClarityqState(clock: () => number): ClarityqState {
  const state: ClarityqState = {
    ...freshFields(clock()),
    get puts() {
      return state.writes.length;
    },
    conversation(id) {
      const found = state.conversations.find((conversation) => conversation.id === id);
      if (found === undefined) throw new Error(`ClarityQ has no conversation ${id}.`);
      return found;
    },
    create(productId, title) {
      const conversation = { id: randomUUID(), productId, title, createdAt: clock(), turns: [] };
      state.conversations.unshift(conversation);
      return conversation;
    },
    ask(conversationId, question, answer = FRESH_ANSWER) {
      const { turns } = state.conversation(conversationId);
      return turns.push({ question, answer, status: 'IN_PROGRESS', feedback: null }) - 1;
    },
    finish(conversationId, answer) {
      const { turn } = latest(state.conversation(conversationId));
      turn.status = 'COMPLETED';
      if (answer !== undefined) turn.answer = answer;
    },
    fail(conversationId) {
      latest(state.conversation(conversationId)).turn.status = 'ERROR';
    },
    feedback(conversationId) {
      return latest(state.conversation(conversationId)).turn.feedback;
    },
    feedbackOf(conversationId, turnIndex) {
      const turn = state.conversation(conversationId).turns[turnIndex];
      if (turn === undefined) throw new Error(`No turn ${turnIndex} in ${conversationId}.`);
      return turn.feedback;
    },
    put(conversationId, rating, comment) {
      const { turn, index } = latest(state.conversation(conversationId));
      const at = clock();
      turn.feedback = { rating, comment, updated_at: timestamp(at) };
      state.writes.push({ at, conversationId, turnIndex: index, rating, comment });
      return turn.feedback;
    },
    reset() {
      Object.assign(state, freshFields(clock()));
    },
  };
  return state;
}
