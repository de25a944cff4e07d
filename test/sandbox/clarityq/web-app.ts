import type { Exchange, Reply } from '../exchange.ts';
import { timestamp } from '../exchange.ts';
import type { ClarityqState, Conversation } from './state.ts';

/** The cookie that signs the app's reader in. SameSite=None, so only `credentials` can keep it back. */
export const SESSION = { name: 'cq_session', value: 'mira-lind-signed-in' } as const;

/** The Set-Cookie header of a page of the app. */
export const SESSION_COOKIE = `${SESSION.name}=${SESSION.value}; Domain=clarityq.ai; Path=/; Secure; HttpOnly; SameSite=None`;

/** How often a streamed answer gains a word, in ms. */
const WORD_MS = 60;

function latestText(conversation: Conversation): string {
  const turn = conversation.turns.at(-1);
  return turn === undefined ? '' : turn.answer;
}

/**
 * Streams the latest answer as lines of JSON. Four fifths of it come while the answer is in
 * progress; the rest when it is finished, however long that takes.
 */
function streamAnswer(conversation: Conversation): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'application/x-ndjson', 'x-accel-buffering': 'no' },
    async stream(response, alive) {
      const turn = conversation.turns.at(-1);
      const words = latestText(conversation).split(/(?<=\s)/);
      const early = Math.floor(words.length * 0.8);
      for (
        let sent = 0;
        turn?.status === 'IN_PROGRESS' && !alive.aborted && !response.destroyed;
      ) {
        if (sent < early) response.write(`${JSON.stringify({ text: words[sent++] })}\n`);
        await new Promise((resolve) => setTimeout(resolve, WORD_MS));
      }
      if (alive.aborted) return;
      const answer = turn?.answer ?? '';
      response.end(`${JSON.stringify({ done: true, status: turn?.status, answer })}\n`);
    },
  };
}

/**
 * Answers what only ClarityQ's own web app asks, with the reader's session instead of a key.
 * Returns null for everything that is not one of its calls. Nothing of this is documented by
 * the vendor, and a key opens none of it.
 */
export function answerWebApp(state: ClarityqState, exchange: Exchange): Reply | null {
  const { path, method } = exchange;
  if (method !== 'GET') return null;
  if (path === '/api/v1/me') {
    const open = state.conversations.find((one) => one.id === state.lastOpened);
    return {
      status: 200,
      json: {
        name: 'Mira Lind',
        email: 'mira@northwind.example',
        products: state.products,
        resume:
          open === undefined ? null : { product_id: open.productId, conversation_id: open.id },
      },
    };
  }
  const list = /^\/api\/v1\/products\/([^/]+)\/conversations$/.exec(path);
  if (list !== null) {
    const own = state.conversations.filter((one) => one.productId === list[1]);
    const results = own.map((one) => ({
      id: one.id,
      title: one.title,
      created_at: timestamp(one.createdAt),
    }));
    return { status: 200, json: { results } };
  }
  const route = /^\/api\/v1\/products\/([^/]+)\/conversations\/([^/]+)\/(messages|stream)$/.exec(
    path,
  );
  if (route === null) return null;
  const conversation = state.conversations.find(
    (one) => one.id === route[2] && one.productId === route[1],
  );
  if (conversation === undefined)
    return { status: 404, json: { detail: 'Conversation not found' } };
  if (route[3] === 'stream') return streamAnswer(conversation);
  const turns = conversation.turns.map(({ question, answer, status }) => ({
    question,
    answer: status === 'COMPLETED' ? answer : '',
    status,
  }));
  return { status: 200, json: { id: conversation.id, title: conversation.title, turns } };
}
