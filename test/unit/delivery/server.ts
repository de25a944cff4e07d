import type { Feedback } from '../../../src/domain/feedback';
import type { VendorRequest } from '../../../src/vendors/api';

/** A reply as a server makes it, before the network has its say. */
export interface ServerReply {
  status: number;
  json?: unknown;
}

/** One write that a vendor has carried out. */
export interface Commit {
  conversation: string;
  turn: number;
  feedback: Feedback;
  at: number;
}

/** An honest vendor in memory. */
export interface Server {
  origin: string;
  /** What was written, in the order in which it was. */
  commits: Commit[];
  /** Carries the request out. */
  handle(request: VendorRequest): ServerReply;
  /** The server's own clock, epoch milliseconds. */
  time(): number;
  /** Which conversation a write is about; null for a request that writes nothing. */
  writesTo(request: VendorRequest): string | null;
}

/** Whether a request's body has exactly these fields. */
export function hasExactly(json: unknown, ...fields: string[]): json is Record<string, unknown> {
  const named = typeof json === 'object' && json !== null ? Object.keys(json) : [];
  return named.sort().join() === fields.sort().join();
}

/** Conversation ids for tests, as uuids. */
export function conversationId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export const SCOPE = '11111111-1111-4111-8111-111111111111';
