// assistant-ui on React, with the conversation in the query and loaders that run first.
import {
  AssistantRuntimeProvider,
  ComposerPrimitive,
  MessagePrimitive,
  ThreadPrimitive,
  useExternalStoreRuntime,
} from '@assistant-ui/react';
import { createElement as h, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { createChat, others } from './chat.js';

let state = { id: null, messages: [], busy: false };
let redraw = () => undefined;
const chat = createChat({ loaderFirst: true, cached: true, prefetch: true }, (next) => {
  state = next;
  redraw();
});
const subscribe = (listener) => {
  redraw = listener;
  return () => undefined;
};

const convertMessage = ({ role, text }, index) => ({
  id: `${state.id}-${index}`,
  role,
  content: [{ type: 'text', text }],
});
const Message = () => h(MessagePrimitive.Root, null, h(MessagePrimitive.Parts));

function App() {
  const { messages, busy } = useSyncExternalStore(subscribe, () => state);
  const runtime = useExternalStoreRuntime({
    messages,
    isRunning: busy,
    convertMessage,
    onNew: ({ content }) => chat.ask(content[0].text),
  });
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
  const composer = h(
    ComposerPrimitive.Root,
    null,
    h(ComposerPrimitive.Input, { 'aria-label': 'Ask a question' }),
    h(ComposerPrimitive.Send, null, 'Send'),
  );
  return h(
    AssistantRuntimeProvider,
    { runtime },
    h('nav', null, nav),
    h(
      ThreadPrimitive.Root,
      null,
      h(ThreadPrimitive.Viewport, null, h(ThreadPrimitive.Messages, { components: { Message } })),
      composer,
    ),
  );
}

const root = document.createElement('div');
document.body.append(root);
createRoot(root).render(h(App));
