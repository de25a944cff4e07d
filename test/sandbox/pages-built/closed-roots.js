// Custom elements within custom elements, every root closed, and an address that never changes.
import { composer, createChat, others, sideBar } from './chat.js';

customElements.define(
  'chat-thread',
  class extends HTMLElement {
    #root = this.attachShadow({ mode: 'closed' });
    show(messages) {
      this.#root.replaceChildren(
        ...messages.map(({ text }) =>
          Object.assign(document.createElement('p'), { textContent: text }),
        ),
      );
    }
  },
);
customElements.define(
  'chat-app',
  class extends HTMLElement {
    #root = this.attachShadow({ mode: 'closed' });
    connectedCallback() {
      const thread = document.createElement('chat-thread');
      const chat = createChat({}, ({ messages }) => thread.show(messages));
      this.#root.append(sideBar(chat, others), thread, composer(chat));
    }
  },
);
document.body.append(document.createElement('chat-app'));
