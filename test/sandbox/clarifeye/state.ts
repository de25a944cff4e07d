import { randomUUID } from 'node:crypto';
import { timestamp } from '../exchange.ts';
import { freshFields } from './fresh.ts';
import { FRESH_ANSWER } from './seed.ts';

/** One entry of a conversation's history; all entries of one question share its query_id. */
export interface HistoryEntry {
  role: 'user' | 'assistant';
  content: string;
  type: 'message' | 'tool_call' | 'reasoning_flow';
  query_id: number;
  timestamp: string;
  /** The documents an answer cites; only on tool calls. */
  results?: { title: string }[];
}

export interface Conversation {
  id: string;
  projectId: string;
  ownerId: string;
  name: string;
  shared: boolean;
  archived: boolean;
  createdAt: number;
  history: HistoryEntry[];
}

export interface Person {
  id: string;
  email: string;
  name: string;
  admin: boolean;
  canImpersonate: boolean;
}

export interface Project {
  id: string;
  host: string;
  name: string;
  members: string[];
}

/** A feedback row, in the vendor's own words, with the project it belongs to. */
export interface FeedbackRow {
  id: string;
  projectId: string;
  created_at: string;
  updated_at: string;
  given_by: { id: string; email: string };
  status: 'to_review' | 'reviewed';
  feedback: string;
  context: { conversation_id: string; query_id: number; source: string };
  is_positive: boolean | null;
  /** Under which name the row tells its conversation on the wire. */
  shape: RowShape;
}

/** `context` is today's; the next two are what replaces it; `none` carries no conversation. */
export type RowShape = 'context' | 'conversation' | 'conversation_id' | 'none';

/** What a test gives to put a row there itself; everything else is filled in. */
export interface NewRow {
  conversationId: string;
  queryId: number;
  isPositive?: boolean | null;
  feedback?: string;
  by?: string;
  status?: 'to_review' | 'reviewed';
  shape?: RowShape;
  /** Milliseconds since the epoch; now when left out. */
  at?: number;
}

/** Clarifeye's true state over all its hosts. A test may read and change every field. */
export interface ClarifeyeState {
  people: Person[];
  tokens: { token: string; host: string; personId: string }[];
  projects: Project[];
  conversations: Conversation[];
  /** Every stored row, oldest first. */
  feedbackRows: FeedbackRow[];
  /** How many rows were ever created through the API. */
  created: number;
  /** Who is signed in to the web app, by person id. */
  session: string;
  /** Which conversation the app resumes where its address names none; null: none. */
  lastOpened: string | null;
  /** After how many ms an answer asked for in the app finishes by itself; null: never. */
  autoFinishMs: number | null;
  /** The shape of rows made from now on. */
  rowShape: RowShape;
  /** How GET projects/ wraps its list: not published, so both can be tried. */
  projectsAs: 'envelope' | 'list';
  /** What a PATCH or DELETE of somebody else's row answers: the publications leave room for both. */
  foreignRowStatus: 403 | 404;
  /** Throws when there is none. */
  conversation(id: string): Conversation;
  create(projectId: string, ownerId: string, name: string): Conversation;
  /** Adds a question that is being answered; returns its query_id. */
  ask(conversationId: string, question: string): number;
  /** Finishes the answer to the latest question. */
  finish(conversationId: string, answer?: string): void;
  /** All rows, or those of one conversation, oldest first. */
  rows(conversationId?: string): FeedbackRow[];
  addRow(row: NewRow): FeedbackRow;
  /** Deletes a row as if its vendor had; throws when there is none. */
  deleteRow(id: string): void;
  /** Marks the rows of a conversation as reviewed; returns how many changed. */
  markReviewed(conversationId: string): number;
  reset(): void;
}

/** Makes Clarifeye's state as of now. `clock` returns milliseconds since the epoch. */
export function createClarifeyeState(clock: () => number): ClarifeyeState {
  const state: ClarifeyeState = {
    ...freshFields(clock()),
    conversation(id) {
      const found = state.conversations.find((conversation) => conversation.id === id);
      if (found === undefined) throw new Error(`Clarifeye has no conversation ${id}.`);
      return found;
    },
    create(projectId, ownerId, name) {
      const conversation: Conversation = {
        id: randomUUID(),
        projectId,
        ownerId,
        name,
        shared: false,
        archived: false,
        createdAt: clock(),
        history: [],
      };
      state.conversations.unshift(conversation);
      return conversation;
    },
    ask(conversationId, question) {
      const { history } = state.conversation(conversationId);
      const query_id = 1 + Math.max(-1, ...history.map((entry) => entry.query_id));
      const shared = { query_id, timestamp: timestamp(clock()) };
      history.push(
        { role: 'user', content: question, type: 'message', ...shared },
        { role: 'assistant', content: 'Looks for sources.', type: 'reasoning_flow', ...shared },
      );
      return query_id;
    },
    finish(conversationId, answer) {
      finishLatest(state.conversation(conversationId), clock(), answer);
    },
    rows(conversationId) {
      return state.feedbackRows.filter(
        (row) => conversationId === undefined || row.context.conversation_id === conversationId,
      );
    },
    addRow(row) {
      const conversation = state.conversation(row.conversationId);
      const email = row.by;
      const giver = state.people.find((one) =>
        email === undefined ? one.id === conversation.ownerId : one.email === email,
      );
      if (giver === undefined) throw new Error(`Clarifeye knows nobody called ${email}.`);
      const at = timestamp(row.at ?? clock());
      const made: FeedbackRow = {
        id: randomUUID(),
        projectId: conversation.projectId,
        created_at: at,
        updated_at: at,
        given_by: { id: giver.id, email: giver.email },
        status: row.status ?? 'to_review',
        feedback: row.feedback ?? '',
        context: {
          conversation_id: conversation.id,
          query_id: row.queryId,
          source: 'PlaygroundConversation',
        },
        is_positive: row.isPositive === undefined ? true : row.isPositive,
        shape: row.shape ?? state.rowShape,
      };
      state.feedbackRows.push(made);
      return made;
    },
    deleteRow(id) {
      const at = state.feedbackRows.findIndex((row) => row.id === id);
      if (at < 0) throw new Error(`Clarifeye has no row ${id}.`);
      state.feedbackRows.splice(at, 1);
    },
    markReviewed(conversationId) {
      const due = state.rows(conversationId).filter((row) => row.status !== 'reviewed');
      for (const row of due) {
        row.status = 'reviewed';
        row.updated_at = timestamp(clock());
      }
      return due.length;
    },
    reset() {
      Object.assign(state, freshFields(clock()));
    },
  };
  return state;
}

/** Appends what is missing to the latest question's entries: its sources and its answer. */
export function finishLatest(conversation: Conversation, now: number, answer?: string): void {
  const last = conversation.history.at(-1);
  if (last === undefined) throw new Error(`Conversation ${conversation.id} has no question.`);
  if (isFinished(conversation, last.query_id)) return;
  const shared = { query_id: last.query_id, timestamp: timestamp(now) };
  conversation.history.push(
    {
      role: 'assistant',
      content: 'search_documents',
      type: 'tool_call',
      results: [{ title: 'People guide, section 1' }],
      ...shared,
    },
    { role: 'assistant', content: answer ?? FRESH_ANSWER, type: 'message', ...shared },
  );
}

/** Whether a question has been answered: an assistant's message under its query_id. */
export function isFinished(conversation: Conversation, queryId: number): boolean {
  return conversation.history.some(
    (entry) => entry.query_id === queryId && entry.role === 'assistant' && entry.type === 'message',
  );
}
