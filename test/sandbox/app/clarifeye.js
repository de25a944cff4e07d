import { answerNodes, arrowUp, eachLine, element, wireComposer } from './rendering.js';
import { createRouting } from './routing.js';

const API = '/api/v1';
/** How often an answer that somebody else asked for is looked at, in ms. */
const POLL_MS = 1000;
const part = (id) => document.getElementById(id);
const [list, thread, title, scopeName] = ['list', 'thread', 'title', 'scope'].map(part);
const field = part('composer').querySelector('textarea');

let me = { name: '', resume: null };
let projects = [];
let listed = [];
let shown = { scope: null, conversation: null };
/** Ends what still runs for a conversation that is no longer shown. */
let showing = new AbortController();

async function ask(path, { body, signal } = {}) {
  const csrf = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? '';
  const response = await fetch(`${API}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'X-Web-Client': 'app',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json', 'X-CSRFToken': csrf }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  });
  if (!response.ok)
    throw Object.assign(new Error(`HTTP ${response.status}`), { status: response.status });
  return response;
}

const json = async (path, options) => (await ask(path, options)).json();
const conversations = (scope) => `/projects/${scope}/playground-conversations/`;
const loadList = async (scope, signal) =>
  (await json(`${conversations(scope)}?include_archived=true`, { signal })).results;

function renderList() {
  const project = projects.find((one) => one.id === shown.scope)?.name ?? 'Conversations';
  const groups = [
    [project, listed.filter((one) => !one.is_archived)],
    ['Archived', listed.filter((one) => one.is_archived)],
  ];
  const link = (one) => {
    const place = { scope: shown.scope, conversation: one.id };
    return element('a', {
      href: routing.addressOf(place) ?? '#',
      text: one.name,
      'aria-current': one.id === shown.conversation ? 'page' : null,
      on: {
        click: (event) => {
          if (event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          routing.go(place);
        },
      },
    });
  };
  list.replaceChildren(
    ...groups
      .filter(([, ones]) => ones.length > 0)
      .flatMap(([name, ones]) => [element('h2', { text: name }), ...ones.map(link)]),
  );
}

/** The entries of a history by their question. */
function turnsOf(history) {
  const turns = new Map();
  for (const entry of history) {
    const turn = turns.get(entry.query_id) ?? { question: '', answer: null, sources: [] };
    if (entry.role === 'user') turn.question = entry.content;
    else if (entry.type === 'message') turn.answer = entry.content;
    for (const source of entry.results ?? []) turn.sources.push(source.title);
    turns.set(entry.query_id, turn);
  }
  return [...turns.values()];
}

function turnNode({ question, answer, sources }) {
  const body =
    answer === null
      ? [element('p', { class: 'note', text: 'Looks for sources…' })]
      : [
          ...answerNodes(answer),
          ...sources.map((text) => element('span', { class: 'source', text })),
        ];
  return element(
    'section',
    { class: 'turn' },
    element('h2', { text: question }),
    element('div', { class: 'answer' }, ...body),
  );
}

function renderTurns(history) {
  thread.replaceChildren(...turnsOf(history).map(turnNode));
  thread.scrollTop = thread.scrollHeight;
}

function showEmpty() {
  title.textContent = 'New conversation';
  document.title = 'Clarifeye';
  allowQuestions(true);
  thread.replaceChildren(
    element(
      'div',
      { class: 'empty' },
      element('h2', { text: 'What do you want to know?' }),
      element('p', { class: 'note', text: 'Answers come from the documents of this project.' }),
    ),
  );
}

function showProblem(error) {
  const text =
    error.status === 404 || error.status === 403
      ? 'This conversation does not exist, or you have no access to it.'
      : 'The conversation could not be loaded. Try again in a moment.';
  title.textContent = 'Clarifeye';
  thread.replaceChildren(element('p', { class: 'failed', role: 'alert', text }));
}

function allowQuestions(allowed) {
  for (const control of part('composer').elements) control.disabled = !allowed;
  field.placeholder = allowed
    ? 'Ask the handbook'
    : 'Shared with you. Only its owner can ask here.';
}

async function show(place) {
  showing.abort();
  showing = new AbortController();
  const { signal } = showing;
  const scope = place.scope ?? projects[0]?.id ?? null;
  const changed = scope !== shown.scope;
  shown = { ...place, scope };
  scopeName.textContent = projects.find((one) => one.id === scope)?.name ?? '';
  try {
    if (changed) listed = await loadList(scope, signal);
    renderList();
    if (place.conversation === null) return showEmpty();
    const path = `${conversations(scope)}${place.conversation}/?include_archived=true`;
    for (;;) {
      const loaded = await json(path, { signal });
      title.textContent = loaded.name;
      document.title = `${loaded.name} · Clarifeye`;
      allowQuestions(loaded.can_send_messages);
      renderTurns(loaded.chat_history);
      if (turnsOf(loaded.chat_history).every((turn) => turn.answer !== null)) return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  } catch (error) {
    if (!signal.aborted) showProblem(error);
  }
}

async function send(message) {
  showing.abort();
  showing = new AbortController();
  const { signal } = showing;
  try {
    let { scope, conversation } = shown;
    if (conversation === null) {
      const made = await json(conversations(scope), { body: { name: message.slice(0, 60) } });
      conversation = made.id;
      listed = [made, ...listed];
      // The question follows the address: only a conversation that exists can be asked.
      await ask(`${conversations(scope)}${conversation}/send_message_stream/`, {
        body: { message },
      });
      return routing.go({ scope, conversation });
    }
    const pending = element('section', { class: 'turn' }, element('h2', { text: message }));
    const answer = element('div', { class: 'answer' });
    pending.append(answer);
    thread.append(pending);
    const path = `${conversations(scope)}${conversation}/send_message_stream/`;
    await eachLine(await ask(path, { body: { message }, signal }), (line) => {
      const event = JSON.parse(line.replace(/^data: /, ''));
      if (event.type_streaming === 'streaming_completed') renderTurns(event.payload.chat_history);
      else answer.replaceChildren(...answerNodes(event.payload.content));
      thread.scrollTop = thread.scrollHeight;
    });
  } catch (error) {
    if (!signal.aborted) showProblem(error);
  }
}

const routing = createRouting({
  basePath: (scope) => `/projects/${scope}/playground`,
  baseOf: (path) => /^\/projects\/([0-9a-f-]{36})(?:\/|$)/i.exec(path)?.[1] ?? null,
  leaf: (id) => `/${id}`,
  leafOf: (path) => /\/playground\/([^/]+)/.exec(path)?.[1] ?? null,
  onChange: show,
});

part('new').addEventListener('click', () => {
  routing.go({ scope: shown.scope, conversation: null });
  field.focus();
});
part('composer').querySelector('button').append(arrowUp());
wireComposer(part('composer'), send);

try {
  [me, projects] = await Promise.all([
    json('/me/'),
    json('/projects/').then((reply) => reply.results ?? reply),
  ]);
  part('name').textContent = me.name;
  part('face').textContent = me.name
    .split(' ')
    .map((word) => word[0])
    .join('');
  const place = routing.read();
  const resume = routing.scheme === 'traffic' && me.resume !== null;
  if (resume) routing.go({ scope: me.resume.project_id, conversation: me.resume.conversation_id });
  else if (place.scope === null) routing.go({ ...place, scope: projects[0].id }, { replace: true });
  else await show(place);
} catch (error) {
  showProblem(error);
}
