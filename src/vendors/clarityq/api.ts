import { type Failure, fail, type Result, succeed } from '../../domain/failure';
import { codePoints } from '../../domain/feedback';
import type { Access, Api, VendorReply, VendorRequest } from '../api';
import { readReply, WRONG_SHAPE } from '../reply';
import { epochMs } from '../timestamp';
import { COMMENT_LIMIT, decode, encode, feedbackReply, statusReply } from './wire';

const KEY_HEADER = 'X-API-Key';
const PHASES = { IN_PROGRESS: 'answering', COMPLETED: 'ready', ERROR: 'failed' } as const;

/** No product is known, so there is nothing that could be asked for; Options is where to mend it. */
const NO_PRODUCT: Failure = { kind: 'not-found' };

/**
 * ClarityQ's calls: one slot of feedback on the latest answer, replaced as a whole. It never asks
 * the agent anything, because every run costs money.
 */
export const clarityqApi: Api = {
  id: 'clarityq',
  keyHeader: KEY_HEADER,
  afterLostReply: 'replace',

  /** Asks for the status of a conversation that nobody has: a 404 means key and product passed. */
  async probe(access) {
    const path = pathTo(access, access.connection.scope, crypto.randomUUID(), 'status');
    if (!path) return fail(NO_PRODUCT);
    const reply = await call(access, { method: 'GET', path });
    if (!reply.ok) return reply;
    const { status, body } = reply.value;
    // A page in place of the API's 404 comes from something that never looked at the key.
    if (status === 404 && body.kind === 'html') return fail({ kind: 'intercepted' });
    // A conversation that can be unfinished has been found with this key, too.
    if (status !== 404 && status !== 409) {
      const read = readReply(reply.value, statusReply, 'answer-not-ready');
      if (!read.ok) return read;
    }
    return succeed({ person: null, scopes: null });
  },

  async look(access, conversation) {
    const path = pathTo(access, conversation.scope, conversation.id, 'status');
    if (!path) return fail(NO_PRODUCT);
    const reply = await call(access, { method: 'GET', path });
    if (!reply.ok) return reply;
    const read = readReply(reply.value, statusReply, 'answer-not-ready');
    if (!read.ok) return read;
    const { serverTime } = reply.value;
    return succeed({ phase: PHASES[read.value.status], title: null, answers: null, serverTime });
  },

  /** Replaces the slot; feedback that says nothing clears it. The row is of no meaning here. */
  async submit(access, { conversation, feedback }) {
    if (codePoints(feedback.comment) > COMMENT_LIMIT) {
      return fail({ kind: 'comment-too-long', limit: COMMENT_LIMIT });
    }
    const path = pathTo(access, conversation.scope, conversation.id, 'feedback');
    if (!path) return fail(NO_PRODUCT);
    const json = encode(feedback);
    // Neutral cannot be said here; sent as null it would wipe out a rating. Status 0: never sent.
    if (!json) return fail({ kind: 'rejected', status: 0, message: '' });
    const reply = await call(access, { method: 'PUT', path, json });
    if (!reply.ok) return reply;
    const read = readReply(reply.value, feedbackReply, 'answer-not-ready');
    if (!read.ok) return read;
    const at = epochMs(read.value.updated_at) ?? reply.value.serverTime;
    if (at === null) return fail(WRONG_SHAPE);
    return succeed({
      row: null,
      feedback: decode(read.value),
      conversationId: read.value.conversation_id,
      turn: null,
      at,
      author: null,
      reviewed: false,
    });
  },
};

/** The path of a conversation's call; null where neither the page nor the connection knows the product. */
function pathTo(
  { connection }: Access,
  scope: string | null,
  conversationId: string,
  what: 'status' | 'feedback',
): string | null {
  const product = scope ?? connection.scope;
  if (!product) return null;
  const [p, c] = [encodeURIComponent(product), encodeURIComponent(conversationId)];
  return `/api/v1/products/${p}/conversations/${c}/${what}`;
}

function call(
  { key, send, signal }: Access,
  request: Omit<VendorRequest, 'headers'>,
): Promise<Result<VendorReply>> {
  return send({ ...request, headers: { [KEY_HEADER]: key } }, signal);
}
