import { type Exchange, isRecord, isUuid, parseJson, type Reply } from '../exchange.ts';
import type { ClarityqState, Conversation, Rating } from './state.ts';
import { answerWebApp, SESSION } from './web-app.ts';

const COMMENT_LIMIT = 2000;

/** An entry of FastAPI's list of what is wrong with a request. */
interface Invalid {
  type: string;
  loc: (string | number)[];
  msg: string;
  input?: unknown;
}

const refuse = (status: number, detail: string | Invalid[]): Reply => ({
  status,
  json: { detail },
});

function malformedId(name: string, value: string): Invalid[] {
  if (isUuid(value)) return [];
  const msg = 'Input should be a valid UUID';
  return [{ type: 'uuid_parsing', loc: ['path', name], msg, input: value }];
}

type FeedbackBody = { rating: Rating; comment: string | null };

/** Reads a PUT's body as the whole feedback; a field left out is cleared. */
function readFeedback(exchange: Exchange): FeedbackBody | Invalid[] {
  const parsed = parseJson(exchange.body);
  if (!parsed.ok) {
    return [{ type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error', input: {} }];
  }
  const body = parsed.value;
  if (!isRecord(body) || !/^application\/json\b/.test(exchange.headers['content-type'] ?? '')) {
    const msg = 'Input should be a valid dictionary or object to extract fields from';
    return [{ type: 'model_attributes_type', loc: ['body'], msg }];
  }
  const { rating = null, comment = null } = body;
  if (!('rating' in body) && !('comment' in body)) {
    const msg = 'Value error, at least one of rating and comment is required';
    return [{ type: 'value_error', loc: ['body'], msg, input: body }];
  }
  const wrong: Invalid[] = [];
  if (rating !== null && rating !== 'POSITIVE' && rating !== 'NEGATIVE') {
    const msg = "Input should be 'POSITIVE' or 'NEGATIVE'";
    wrong.push({ type: 'enum', loc: ['body', 'rating'], msg, input: rating });
  }
  if (comment !== null && typeof comment !== 'string') {
    const msg = 'Input should be a valid string';
    wrong.push({ type: 'string_type', loc: ['body', 'comment'], msg, input: comment });
  } else if (comment !== null && !comment.isWellFormed()) {
    const msg = 'Input should be a valid string, unable to parse raw data as a unicode string';
    wrong.push({ type: 'string_unicode', loc: ['body', 'comment'], msg });
  } else if (comment !== null && [...comment].length > COMMENT_LIMIT) {
    const msg = `String should have at most ${COMMENT_LIMIT} characters`;
    wrong.push({ type: 'string_too_long', loc: ['body', 'comment'], msg });
  }
  if (wrong.length > 0) return wrong;
  return { rating: rating as Rating, comment: comment as string | null };
}

function putFeedback(state: ClarityqState, conversation: Conversation, body: FeedbackBody): Reply {
  const status = conversation.turns.at(-1)?.status;
  if (status === 'ERROR') return refuse(409, 'The latest answer failed and cannot be rated.');
  if (status !== 'COMPLETED') return refuse(409, 'The latest answer is not completed yet.');
  const stored = state.put(conversation.id, body.rating, body.comment);
  const { rating, comment, updated_at } = stored;
  return { status: 200, json: { conversation_id: conversation.id, updated_at, rating, comment } };
}

/** POST …/ask: starts a run, in a new conversation or in a given one. */
function postAsk(state: ClarityqState, productId: string, exchange: Exchange): Reply {
  const parsed = parseJson(exchange.body);
  const body = parsed.ok && isRecord(parsed.value) ? parsed.value : {};
  const { question, conversation_id: existing } = body;
  if (typeof question !== 'string' || question.trim() === '') {
    return refuse(422, [{ type: 'missing', loc: ['body', 'question'], msg: 'Field required' }]);
  }
  const conversation =
    existing === undefined || existing === null
      ? state.create(productId, question.slice(0, 60))
      : state.conversations.find((one) => one.id === existing && one.productId === productId);
  if (conversation === undefined) return refuse(404, 'Conversation not found');
  const turn = conversation.turns[state.ask(conversation.id, question)];
  state.asks += 1;
  if (exchange.sender === 'page' && state.autoFinishMs !== null) {
    const finish = () => {
      if (turn?.status === 'IN_PROGRESS') turn.status = 'COMPLETED';
    };
    setTimeout(finish, state.autoFinishMs).unref();
  }
  return { status: 200, json: { conversation_id: conversation.id, status: 'IN_PROGRESS' } };
}

/** Answers a request to api.clarityq.ai by the contract, and commits what it asks for. */
export function answerClarityq(state: ClarityqState, exchange: Exchange): Reply {
  const session = exchange.cookies.get(SESSION.name) === SESSION.value;
  const key = exchange.headers['x-api-key'];
  if (session && key === undefined) {
    const own = answerWebApp(state, exchange);
    if (own !== null) return own;
  }

  const route =
    /^\/api\/v1\/products\/([^/]+)\/(?:(ask)|conversations\/([^/]+)\/(feedback|status))$/.exec(
      exchange.path,
    );
  if (route === null) return refuse(404, 'Not Found');
  const [, productId = '', ask, conversationId = '', resource] = route;
  const allowed = ask ? 'POST' : resource === 'feedback' ? 'PUT' : 'GET';
  if (exchange.method !== allowed) {
    return {
      status: 405,
      headers: { allow: allowed },
      json: { detail: 'Method Not Allowed' },
    };
  }

  const owner = state.keys.find((one) => one.key === key);
  if (owner === undefined && !(session && key === undefined)) {
    return refuse(401, key === undefined ? 'Missing API key' : 'Invalid API key');
  }
  const malformed = malformedId('product_id', productId);
  if (!ask) malformed.push(...malformedId('conversation_id', conversationId));
  const feedback = resource === 'feedback' ? readFeedback(exchange) : null;
  if (Array.isArray(feedback)) malformed.push(...feedback);
  if (malformed.length > 0) return refuse(422, malformed);
  if (owner !== undefined && owner.productId !== productId) {
    return refuse(403, 'This API key has no access to this product');
  }
  if (owner?.role === 'viewer' && resource !== 'status') {
    return refuse(403, 'The role of this API key does not allow this');
  }
  if (ask) return postAsk(state, productId, exchange);

  const conversation = state.conversations.find(
    (one) => one.id === conversationId && one.productId === productId,
  );
  if (conversation === undefined) return refuse(404, 'Conversation not found');
  if (feedback !== null && !Array.isArray(feedback)) {
    return putFeedback(state, conversation, feedback);
  }
  return { status: 200, json: { status: conversation.turns.at(-1)?.status ?? 'IN_PROGRESS' } };
}
