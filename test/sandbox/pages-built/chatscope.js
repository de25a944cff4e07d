// chatscope's kit on React; its side bar keeps asking for the conversations it lists.
import {
  ChatContainer,
  Conversation,
  ConversationList,
  MainContainer,
  Message,
  MessageInput,
  MessageList,
  Sidebar,
} from '@chatscope/chat-ui-kit-react';
import { createElement as h, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { createChat } from './chat.js';

let state = { others: [], id: null, messages: [], busy: false };
let redraw = () => undefined;
const chat = createChat({ prefetch: true, polls: true }, (next) => {
  state = next;
  redraw();
});
const subscribe = (listener) => {
  redraw = listener;
  return () => undefined;
};

function App() {
  const { others, id: shown, messages } = useSyncExternalStore(subscribe, () => state);
  const list = [null, ...others].map((id) =>
    h(Conversation, {
      key: id,
      role: 'button',
      'aria-label': id === null ? 'New chat' : `Open ${id.slice(0, 8)}`,
      name: id === null ? 'New chat' : `Open ${id.slice(0, 8)}`,
      active: id === shown,
      onClick: () => chat.open(id),
      onPointerEnter: () => id !== null && chat.hover(id),
    }),
  );
  const lines = messages.map(({ role, text }, key) =>
    h(Message, {
      key,
      model: {
        message: text,
        direction: role === 'user' ? 'outgoing' : 'incoming',
        position: 'single',
      },
    }),
  );
  return h(
    MainContainer,
    { style: { height: '90vh' } },
    h(Sidebar, { position: 'left' }, h(ConversationList, null, list)),
    h(
      ChatContainer,
      null,
      h(MessageList, null, lines),
      h(MessageInput, { placeholder: 'Ask a question', onSend: (_, text) => chat.ask(text) }),
    ),
  );
}

const root = document.createElement('div');
document.body.append(root);
createRoot(root).render(h(App));
