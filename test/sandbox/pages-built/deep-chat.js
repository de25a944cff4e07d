// deep-chat, a web component: everything of the conversation lies in its shadow root.
import 'deep-chat';
import { createChat, others, sideBar } from './chat.js';

const element = document.createElement('deep-chat');
let shown;
const chat = createChat({ cached: true, prefetch: true }, ({ id, messages, busy }) => {
  if (busy || id === shown) return;
  shown = id;
  element.history = messages.map(({ role, text }) => ({
    role: role === 'user' ? 'user' : 'ai',
    text,
  }));
});
element.textInput = { placeholder: { text: 'Ask a question' } };
element.connect = {
  stream: true,
  async handler({ messages }, signals) {
    signals.onOpen();
    await chat.ask(messages.at(-1).text);
    signals.onResponse({ text: 'Done.' });
    signals.onClose();
  },
};
document.body.append(sideBar(chat, others), element);
