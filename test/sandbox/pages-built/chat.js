/**
 * What the built pages have in common: where a page keeps the open conversation, what it asks its
 * server, and what there is to show. How it is shown is each page's own.
 *
 * The address scheme comes with the page: path, query, hash, or none (the address names no
 * conversation at all). Habits, as products have them:
 *   loaderFirst  calls the server before the address changes, as data routers do
 *   cached       asks for a conversation once and shows it from memory after that
 *   prefetch     asks for a conversation when the pointer comes over its name
 *   polls        asks for the other conversations in the side bar, over and over
 */
const config = JSON.parse(document.getElementById('config').textContent);
const POLL_MS = 100;

const VENDORS = {
  clarityq: {
    base: `https://api.clarityq.ai/api/v1/products/${config.scope}`,
    home: `/products/${config.scope}`,
    leaf: 'conversations',
    load: (id) => `/conversations/${id}/messages`,
    read: ({ title, turns }) => ({
      title,
      messages: turns.flatMap(({ question, answer }) => [
        { role: 'user', text: question },
        { role: 'assistant', text: answer },
      ]),
    }),
    async ask(id, question, onText) {
      const body = { question, ...(id === null ? {} : { conversation_id: id }) };
      const { conversation_id: asked } = await json(`${this.base}/ask`, body);
      return {
        id: asked,
        done: readLines(await call(`${this.base}/conversations/${asked}/stream`), (line) =>
          onText(JSON.parse(line).text ?? ''),
        ),
      };
    },
  },
  clarifeye: {
    base: `/api/v1/projects/${config.scope}`,
    home: `/projects/${config.scope}`,
    leaf: 'playground',
    load: (id) => `/playground-conversations/${id}/`,
    read: ({ name, chat_history: entries }) => ({
      title: name,
      messages: entries
        .filter(({ type }) => type === 'message')
        .map(({ role, content }) => ({ role, text: content })),
    }),
    async ask(id, message, onText) {
      const list = `${this.base}/playground-conversations/`;
      const asked = id ?? (await json(list, { name: message })).id;
      const response = await call(`${list}${asked}/send_message_stream/`, { message });
      return { id: asked, done: readLines(response, () => onText('. ')) };
    },
  },
};
const vendor = VENDORS[config.vendor];

async function call(address, body) {
  const csrf = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? '';
  const response = await fetch(address, {
    method: body === undefined ? 'GET' : 'POST',
    credentials: 'include',
    headers: {
      'X-Web-Client': 'app',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(csrf === '' ? {} : { 'X-CSRFToken': csrf }),
    },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response;
}

const json = async (address, body) => (await call(address, body)).json();

async function readLines(response, onLine) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines.filter(Boolean)) onLine(line);
  }
}

function addressOf(scheme, id) {
  if (scheme === 'none') return '/';
  if (id === null) return `${vendor.home}/${vendor.leaf}`;
  if (scheme === 'path') return `${vendor.home}/${vendor.leaf}/${id}`;
  if (scheme === 'query') return `${vendor.home}/${vendor.leaf}?conversation=${id}`;
  return `${vendor.home}#/${vendor.leaf}/${id}`;
}

/** Starts the page's half that is not its looks. `onChange(state)` is called after every change. */
export function createChat(habits, onChange) {
  const { scheme } = config;
  const { loaderFirst, cached, prefetch, polls } = habits;
  const memory = new Map();
  const state = { others: config.others, id: null, title: '', messages: [], busy: false };
  let turn = 0;

  const change = (news) => {
    Object.assign(state, news);
    document.documentElement.dataset.shown = state.id ?? '';
    onChange({ ...state });
  };
  const load = async (id) => {
    if (cached && memory.has(id)) return memory.get(id);
    const loaded = vendor.read(await json(`${vendor.base}${vendor.load(id)}`));
    memory.set(id, loaded);
    return loaded;
  };
  const here = () => {
    const { pathname, search, hash } = location;
    return new RegExp(`/${vendor.leaf}(?:/|\\?conversation=)([^/?#]+)`).exec(
      pathname + search + hash,
    )?.[1];
  };
  const show = async (id) => {
    const mine = ++turn;
    if (id === null) return change({ id, title: 'New chat', messages: [], busy: false });
    const loaded = await load(id);
    if (mine === turn) change({ id, ...loaded, busy: false });
  };

  const chat = {
    /** Opens a conversation as a click in the side bar does. */
    async open(id) {
      if (loaderFirst && id !== null) await load(id);
      const address = addressOf(scheme, id);
      if (scheme === 'hash' && id !== null) location.hash = address.split('#')[1];
      else {
        if (scheme !== 'none') history.pushState(null, '', address);
        await show(id);
      }
    },
    hover(id) {
      if (prefetch) void load(id);
    },
    /** Asks in the open conversation, or begins a new one, whose id the server makes. */
    async ask(question) {
      const before = state.messages;
      let text = '';
      const draw = () =>
        change({
          busy: true,
          messages: [
            ...before,
            { role: 'user', text: question },
            { role: 'assistant', text: text || '…' },
          ],
        });
      const mine = ++turn;
      draw();
      const fresh = state.id === null;
      const { id, done } = await vendor.ask(state.id, question, (more) => {
        text += more;
        if (mine === turn) draw();
      });
      if (fresh && mine === turn) {
        if (scheme !== 'none') history.replaceState(null, '', addressOf(scheme, id));
        state.id = id;
        draw();
      }
      memory.delete(id);
      await done;
      if (mine === turn) change({ busy: false });
    },
  };

  addEventListener('popstate', () => void show(here() ?? null));
  if (polls) {
    setInterval(() => {
      for (const id of config.others) {
        if (id !== state.id) void json(`${vendor.base}${vendor.load(id)}`).catch(() => undefined);
      }
    }, POLL_MS);
  }
  Object.assign(globalThis, { chat });
  void show(scheme === 'none' ? config.first : (here() ?? null));
  return chat;
}

/** A side bar of plain buttons. */
export function sideBar(chat, others) {
  const nav = document.createElement('nav');
  const buttons = [null, ...others].map((id) => {
    const button = document.createElement('button');
    button.textContent = id === null ? 'New chat' : `Open ${id.slice(0, 8)}`;
    button.addEventListener('click', () => void chat.open(id));
    button.addEventListener('pointerenter', () => id !== null && chat.hover(id));
    return button;
  });
  nav.append(...buttons);
  return nav;
}

/** A composer of plain elements. */
export function composer(chat) {
  const form = document.createElement('form');
  const field = document.createElement('textarea');
  field.setAttribute('aria-label', 'Ask a question');
  const send = document.createElement('button');
  send.textContent = 'Send';
  form.append(field, send);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void chat.ask(field.value);
    field.value = '';
  });
  return form;
}

export const others = config.others;
