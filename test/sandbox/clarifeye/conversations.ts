import { type Reply, timestamp } from '../exchange.ts';
import { NOT_FOUND, readObject, type Scene } from './feedbacks.ts';
import { envelope, readWindow } from './page.ts';
import { maySee } from './person.ts';
import { type Conversation, finishLatest, isFinished, type Person } from './state.ts';

/** How often a streamed answer gains a word, in ms. */
const WORD_MS = 60;

function onWire(conversation: Conversation, person: Person): Record<string, unknown> {
  return {
    id: conversation.id,
    name: conversation.name,
    created_by: conversation.ownerId,
    created_at: timestamp(conversation.createdAt),
    chat_history: conversation.history,
    is_shared: conversation.shared,
    can_send_messages: person.admin || conversation.ownerId === person.id,
    is_archived: conversation.archived,
  };
}

/** GET playground-conversations/{id}/: an archived one only with include_archived=true. */
export function getConversation({ state, exchange, project, person }: Scene, id: string): Reply {
  const conversation = state.conversations.find(
    (one) => one.id === id && one.projectId === project.id,
  );
  if (conversation === undefined || !maySee(person, conversation)) return NOT_FOUND;
  if (conversation.archived && exchange.query.get('include_archived') !== 'true') return NOT_FOUND;
  return { status: 200, json: onWire(conversation, person) };
}

/** GET playground-conversations/: those a person made, or everybody's for an admin. */
export function listConversations({ state, exchange, project, person }: Scene): Reply {
  const window = readWindow(exchange.query);
  if (!window.ok) return window.reply;
  const archived = exchange.query.get('include_archived') === 'true';
  const own = state.conversations.filter(
    (one) =>
      one.projectId === project.id &&
      (person.admin || one.ownerId === person.id) &&
      (archived || !one.archived),
  );
  return envelope(
    exchange,
    window,
    own.map((one) => onWire(one, person)),
  );
}

/** POST playground-conversations/: makes an empty one. Only the web app does this. */
export function postConversation({ state, exchange, project, person }: Scene): Reply {
  const read = readObject(exchange);
  if (!read.ok) return read.reply;
  const { name } = read.value;
  const conversation = state.create(
    project.id,
    person.id,
    typeof name === 'string' && name !== '' ? name : 'New conversation',
  );
  return { status: 201, json: onWire(conversation, person) };
}

/**
 * POST playground-conversations/{id}/send_message_stream/: asks, and streams the answer as
 * server-sent events until it is finished, however long that takes. Only the web app does this.
 */
export function sendMessage({ state, exchange, project, person }: Scene, id: string): Reply {
  const conversation = state.conversations.find(
    (one) => one.id === id && one.projectId === project.id && maySee(person, one),
  );
  if (conversation === undefined) return NOT_FOUND;
  if (!person.admin && conversation.ownerId !== person.id) {
    const error = 'You do not have permission to perform this action.';
    return { status: 403, json: { error } };
  }
  const read = readObject(exchange);
  if (!read.ok) return read.reply;
  const { message } = read.value;
  if (typeof message !== 'string' || message.trim() === '') {
    return { status: 400, json: { message: ['This field may not be blank.'] } };
  }
  if (conversation.history.length === 0) conversation.name = message.slice(0, 60);
  const queryId = state.ask(id, message);
  if (exchange.sender === 'page' && state.autoFinishMs !== null) {
    setTimeout(() => finishLatest(conversation, Date.now()), state.autoFinishMs).unref();
  }
  const preview = 'The people guide says this in several places. ';
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
    async stream(response, alive) {
      const send = (value: unknown) => response.write(`data: ${JSON.stringify(value)}\n\n`);
      const words = preview.split(/(?<=\s)/);
      for (let sent = 0; !isFinished(conversation, queryId); sent++) {
        if (alive.aborted || response.destroyed) return;
        const content = words.slice(0, sent + 1).join('');
        const payload = { type: 'token_streaming', query_id: queryId, content };
        if (sent < words.length) send({ type_streaming: 'streaming_in_progress', payload });
        await new Promise((resolve) => setTimeout(resolve, WORD_MS));
      }
      const payload = { conversation_id: id, chat_history: conversation.history };
      send({ type_streaming: 'streaming_completed', payload });
      response.end();
    },
  };
}
