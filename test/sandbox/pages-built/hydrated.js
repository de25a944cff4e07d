// A body that came whole from the server and belongs to React, strangers in it included.
import { createElement as h, useEffect, useState } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { createChat, others } from './chat.js';

let announce = () => undefined;
const chat = createChat({ loaderFirst: true, cached: true, prefetch: true, polls: true }, (state) =>
  announce(state),
);

function App() {
  const [{ messages }, show] = useState({ messages: [] });
  useEffect(() => {
    announce = show;
  }, []);
  const nav = [null, ...others].map((id) =>
    h(
      'button',
      {
        key: id,
        type: 'button',
        onClick: () => chat.open(id),
        onPointerEnter: () => id !== null && chat.hover(id),
      },
      id === null ? 'New chat' : `Open ${id.slice(0, 8)}`,
    ),
  );
  return [
    h('nav', { key: 'nav' }, nav),
    ...messages.map(({ text }, key) => h('p', { key }, text)),
    h(
      'form',
      {
        key: 'form',
        onSubmit: (event) => {
          event.preventDefault();
          void chat.ask(new FormData(event.currentTarget).get('question'));
        },
      },
      h('textarea', { name: 'question', 'aria-label': 'Ask a question' }),
      h('button', { type: 'submit' }, 'Send'),
    ),
  ];
}
// What the server sent differs, as it does where times and names are in it: React begins anew.
hydrateRoot(document.body, h(App), { onRecoverableError: () => undefined });
