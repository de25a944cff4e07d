import type { Accepted, Connection } from '../domain/connection';
import type { Conversation, Turn, VendorId } from '../domain/conversation';
import type { Result } from '../domain/failure';
import type { Feedback } from '../domain/feedback';
import { clarifeyeApi } from './clarifeye/api';
import { clarityqApi } from './clarityq/api';
import { practiceApiAt } from './practice/api';

/** A request as a vendor's `api.ts` describes it. The worker's `http.ts` is what sends it. */
export interface VendorRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query below the connection's origin, beginning with `/`. */
  path: string;
  headers: Record<string, string>;
  /** Sent as JSON where present. */
  json?: unknown;
}

/** A whole reply, read within bounds of time and size. */
export interface VendorReply {
  status: number;
  /** The parsed body. `none` for an empty one, `html` and `other` for what is not JSON. */
  body: { kind: 'json'; value: unknown } | { kind: 'none' | 'html' | 'other' };
  /** The server's clock (`Date` header) in epoch milliseconds; null where it was not sent. */
  serverTime: number | null;
  /** `Retry-After` in milliseconds from now, both written forms; null where absent. */
  retryAfterMs: number | null;
}

/** Sends one request to the connection's origin. Only failures of transport come back as such. */
export type Send = (request: VendorRequest, signal: AbortSignal) => Promise<Result<VendorReply>>;

/** What a call needs: who calls, with which key, over which wire. */
export interface Access {
  connection: Connection;
  /** The key in clear; it lives for one call and never leaves the worker. */
  key: string;
  send: Send;
  signal: AbortSignal;
}

/** An answer that the vendor names. */
export interface NamedAnswer {
  turn: Turn;
  question: string | null;
  ready: boolean;
  /** When its question was asked, by the vendor's clock, epoch milliseconds; null where it does not tell. */
  askedAt?: number | null | undefined;
}

/** What looking at a conversation tells. */
export interface Look {
  /** `answering` while the latest answer is being written, `failed` when it ended in an error. */
  phase: 'answering' | 'ready' | 'failed';
  title: string | null;
  /** The answers the vendor names, oldest first; null where it names none. */
  answers: NamedAnswer[] | null;
  serverTime: number | null;
}

/** The vendor's proof that it holds a feedback, in the words it used. */
export interface Receipt {
  /** Id of the row at the vendor; null where the vendor keeps one slot per answer. */
  row: string | null;
  /** What the vendor says it has stored. */
  feedback: Feedback;
  conversationId: string;
  turn: Turn | null;
  /** Vendor's clock in epoch milliseconds. */
  at: number;
  /** E-mail of the person it was stored for, where the vendor tells. */
  author: string | null;
  reviewed: boolean;
}

/** What is to be stored. */
export interface Submission {
  conversation: Conversation;
  turn: Turn;
  feedback: Feedback;
}

/** Which rows to look for. */
export interface Search {
  conversation: Conversation;
  /** Null for all answers of the conversation. */
  turn: Turn | null;
  /** Only rows made at or after this moment of the server's clock; null for any time. */
  since: number | null;
}

/** Rows that may be the person's own. */
export interface Found {
  rows: Receipt[];
  /** Whether a row made since then carries no conversation, so that nobody can tell whose it is. */
  unassigned: boolean;
}

/** A vendor's calls. Only the worker imports implementations of this. */
export interface Api {
  id: VendorId;
  /** The header the key travels in; a sealed key opens for this header only. Empty: there is no key. */
  keyHeader: string;
  /** Diagnoses a connection without writing anything. */
  probe(access: Access): Promise<Result<Accepted>>;
  /** Looks whether the conversation exists and how far its answers are. */
  look(access: Access, conversation: Conversation): Promise<Result<Look>>;
  /** Stores feedback: with `row`, changes that row; without, makes a new one or replaces the slot. */
  submit(access: Access, submission: Submission, row: string | null): Promise<Result<Receipt>>;
  /** Finds the person's own rows for one answer, where the vendor can list them. */
  find?(access: Access, search: Search): Promise<Result<Found>>;
  /** Ids of the rows a project's team has reviewed, the latest first, where the vendor tells. */
  reviewed?(access: Access, conversation: Conversation): Promise<Result<string[]>>;
  /** Deletes a row. Where it is missing, feedback that says nothing is submitted instead. */
  retract?(access: Access, conversation: Conversation, row: string): Promise<Result<null>>;
  /** How an attempt with an unknown outcome is repaired. */
  afterLostReply: 'replace' | 'find first';
}

/** Every vendor's calls, in the worker only. */
export const apis: readonly Api[] = [clarityqApi, clarifeyeApi, practiceApiAt(Date.now)];

/** The calls of the vendor with this id, or undefined. */
export function apiById(id: VendorId): Api | undefined {
  return apis.find((api) => api.id === id);
}
