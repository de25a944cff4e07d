import { answerNodes, arrowUp, eachLine, element, wireComposer } from './rendering.js';
import { createRouting } from './routing.js';

const API = 'https://api.clarityq.ai/api/v1';
const part = (id) => document.getElementById(id);
const [list, thread, title, scopeName] = ['list', 'thread', 'title', 'scope'].map(part);

let me = { products: [], resume: null };
let listed = [];
let shown = { scope: null, conversation: null };
/** Ends what still runs for a conversation that is no longer shown. */
let showing = new AbortController();

async function ask(path, { body, signal } = {}) {
  const response = await fetch(`${API}${path}`, {
    credentials: 'include',
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'X-Web-Client': 'app',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  });
  if (!response.ok)
    throw Object.assign(new Error(`HTTP ${response.status}`), { status: response.status });
  return response;
}

const json = async (path, options) => (await ask(path, options)).json();
const below = (scope, id) => `/products/${scope}/conversations/${id}`;

function renderList() {
  const day = 24 * 60 * 60 * 1000;
  const groups = [
    ['Today', listed.filter((one) => Date.now() - Date.parse(one.created_at) < day)],
    ['Last week', listed.filter((one) => Date.now() - Date.parse(one.created_at) >= day)],
  ];
  const link = (one) => {
    const place = { scope: shown.scope, conversation: one.id };
    return element('a', {
      href: routing.addressOf(place) ?? '#',
      text: one.title,
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

function turnNode(turn) {
  const answer = element('div', { class: 'answer' });
  if (turn.status === 'ERROR') {
    answer.append(
      element('p', {
        class: 'failed',
        text: 'The agent could not answer this. Ask again, or put it in other words.',
      }),
    );
  } else if (turn.status === 'IN_PROGRESS') {
    answer.append(element('p', { class: 'note', text: 'Searching the catalog…' }));
  } else {
    answer.append(...answerNodes(turn.answer), actions(turn.answer));
  }
  return element(
    'section',
    { class: 'turn' },
    element('p', { class: 'question', text: turn.question }),
    answer,
  );
}

function actions(answer) {
  const pin = element('button', { type: 'button', text: 'Pin to board' });
  pin.addEventListener('click', () => {
    pin.textContent = 'Pinned';
  });
  const copy = element('button', {
    type: 'button',
    text: 'Copy',
    on: { click: () => navigator.clipboard.writeText(answer) },
  });
  return element('div', { class: 'actions' }, copy, pin);
}

function showEmpty() {
  title.textContent = 'New question';
  document.title = 'ClarityQ';
  thread.replaceChildren(
    element(
      'div',
      { class: 'empty' },
      element('h2', { text: 'Ask anything' }),
      element('p', { class: 'note', text: 'About your sales, stock and customers.' }),
    ),
  );
}

function showProblem(error) {
  const text =
    error.status === 404 || error.status === 422
      ? 'This conversation does not exist, or you have no access to it.'
      : 'The conversation could not be loaded. Try again in a moment.';
  title.textContent = 'ClarityQ';
  thread.replaceChildren(element('p', { class: 'failed', role: 'alert', text }));
}

/** Shows an answer while it is written. */
async function follow({ scope, conversation }, signal) {
  const response = await ask(`${below(scope, conversation)}/stream`, { signal });
  const section = thread.querySelector('.turn:last-of-type');
  const answer = section.querySelector('.answer');
  let text = '';
  await eachLine(response, (line) => {
    const event = JSON.parse(line);
    if (event.done) {
      const question = section.querySelector('.question').textContent;
      section.replaceWith(turnNode({ question, answer: event.answer, status: event.status }));
    } else {
      text += event.text;
      answer.replaceChildren(...answerNodes(text));
    }
    thread.scrollTop = thread.scrollHeight;
  });
}

async function show(place) {
  showing.abort();
  showing = new AbortController();
  const { signal } = showing;
  const scope = place.scope ?? me.products[0]?.id ?? null;
  const changed = scope !== shown.scope;
  shown = { ...place, scope };
  scopeName.textContent = me.products.find((one) => one.id === scope)?.name ?? '';
  try {
    if (changed) listed = (await json(`/products/${scope}/conversations`, { signal })).results;
    renderList();
    if (place.conversation === null) return showEmpty();
    const base = below(scope, place.conversation);
    const [loaded] = await Promise.all([
      json(`${base}/messages`, { signal }),
      json(`${base}/status`, { signal }),
    ]);
    title.textContent = loaded.title;
    document.title = `${loaded.title} · ClarityQ`;
    thread.replaceChildren(...loaded.turns.map(turnNode));
    thread.scrollTop = thread.scrollHeight;
    if (loaded.turns.at(-1)?.status === 'IN_PROGRESS') await follow(shown, signal);
  } catch (error) {
    if (!signal.aborted) showProblem(error);
  }
}

async function send(question) {
  const { scope, conversation } = shown;
  try {
    const body = { question, ...(conversation === null ? {} : { conversation_id: conversation }) };
    const started = await json(`/products/${scope}/ask`, { body });
    if (conversation === null) {
      listed = (await json(`/products/${scope}/conversations`)).results;
      routing.go({ scope, conversation: started.conversation_id });
    } else {
      await show(shown);
    }
  } catch (error) {
    showProblem(error);
  }
}

const routing = createRouting({
  basePath: (scope) => `/${scope}`,
  baseOf: (path) => /^\/([0-9a-f-]{36})(?:\/|$)/i.exec(path)?.[1] ?? null,
  leaf: (id) => `/conversations/${id}`,
  leafOf: (path) => /\/conversations\/([^/]+)/.exec(path)?.[1] ?? null,
  onChange: show,
});

part('new').addEventListener('click', () => {
  routing.go({ scope: shown.scope, conversation: null });
  part('composer').querySelector('textarea').focus();
});
part('share').addEventListener('click', () => {
  part('link').textContent = `${location.origin}/shared/conversation`;
  part('sharing').showModal();
});
part('composer').querySelector('button').append(arrowUp());
wireComposer(part('composer'), send);

try {
  me = await json('/me');
  const place = routing.read();
  const resume = routing.scheme === 'traffic' && me.resume !== null;
  if (resume) routing.go({ scope: me.resume.product_id, conversation: me.resume.conversation_id });
  else if (place.scope === null)
    routing.go({ ...place, scope: me.products[0].id }, { replace: true });
  else await show(place);
} catch (error) {
  showProblem(error);
}
