import type { ConsoleLine } from './person.ts';

/** Firefox's second remote control, used for what it tells by itself and for sizes. */
export interface Bidi {
  send<T = unknown>(method: string, params?: object): Promise<T>;
  close(): void;
}

interface Message {
  id?: number;
  type?: string;
  result?: unknown;
  message?: string;
  method?: string;
  params?: {
    context?: string;
    url?: string;
    level?: string;
    text?: string | null;
    type?: string;
    /** Of a console line: `log`, `warn`, `error` and so on. */
    method?: string;
    source?: { context?: string };
  };
}

const LEVELS: Record<string, string> = { warn: 'warning' };
const EVENTS = [
  'log.entryAdded',
  'browsingContext.contextCreated',
  'browsingContext.navigationCommitted',
  'browsingContext.fragmentNavigated',
  'browsingContext.historyUpdated',
];

/** Connects to a session's WebDriver BiDi address and records every tab's console and errors. */
export async function connectBidi(address: string, lines: ConsoleLine[]): Promise<Bidi> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  const addresses = new Map<string, string>();
  let lastId = 0;

  const record = (entry: NonNullable<Message['params']>) => {
    const written = entry.method ?? entry.level ?? '';
    const thrown = entry.type === 'javascript' && entry.level === 'error';
    lines.push({
      tab: addresses.get(entry.source?.context ?? '') ?? '',
      text: entry.text ?? '',
      type: thrown ? 'exception' : (LEVELS[written] ?? written),
    });
  };
  socket.addEventListener('message', (event) => {
    const message = JSON.parse(String(event.data)) as Message;
    if (message.id !== undefined) {
      const call = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.type === 'error') call?.reject(new Error(message.message));
      else call?.resolve(message.result as never);
    } else if (message.method === 'log.entryAdded' && message.params) {
      record(message.params);
    } else if (message.params?.context !== undefined && message.params.url !== undefined) {
      addresses.set(message.params.context, message.params.url);
    }
  });
  socket.addEventListener('close', () => {
    for (const call of waiting.values()) call.reject(new Error('the browser is gone'));
    waiting.clear();
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error(`No answer from ${address}`)));
  });

  const send = <T>(method: string, params: object = {}) => {
    lastId += 1;
    const id = lastId;
    const answer = new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
    });
    socket.send(JSON.stringify({ id, method, params }));
    return answer;
  };
  await send('session.subscribe', { events: EVENTS });
  return { send, close: () => socket.close() };
}
