import type { Readable, Writable } from 'node:stream';

/** What an event of the protocol carries; its shape depends on the method. */
export type CdpEvent = Record<string, unknown>;

/** The browser itself or one target that was attached to. */
export interface CdpSession {
  /** Sends a command and returns its result; rejects with the browser's words or when the session ended. */
  send<T = CdpEvent>(method: string, params?: object): Promise<T>;
  /** Calls the listener on every event of that method; returns the way to stop it. */
  on<T = CdpEvent>(method: string, listener: (event: T) => void): () => void;
}

/** A connection to Chromium over the pipe that `--remote-debugging-pipe` opens. */
export interface CdpConnection {
  browser: CdpSession;
  /** The session of an attached target, by the id that `Target.attachedToTarget` named. */
  session(id: string): CdpSession;
  /** Fails everything that still waits on this session. */
  drop(id: string): void;
  /** Resolves when the browser closed the pipe. */
  closed: Promise<void>;
}

/** How the error ends that a command gets whose tab closed before it was answered. */
export const TAB_CLOSED = 'the tab is closed';

interface Waiting {
  method: string;
  session: string;
  resolve(value: never): void;
  reject(reason: Error): void;
}

interface Incoming {
  id?: number;
  sessionId?: string;
  method?: string;
  params?: CdpEvent;
  result?: unknown;
  error?: { message: string };
}

/**
 * Speaks the DevTools protocol over a pair of pipes (messages end with a zero byte).
 * @param output the pipe the browser reads (its file descriptor 3)
 * @param input the pipe the browser writes (its file descriptor 4)
 */
export function connectPipe(output: Writable, input: Readable): CdpConnection {
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Set<(event: never) => void>>();
  let lastId = 0;
  let open = true;
  let parts: Buffer[] = [];

  const failAll = (session: string | null, words: string) => {
    for (const [id, call] of waiting) {
      if (session !== null && call.session !== session) continue;
      waiting.delete(id);
      call.reject(new Error(`${call.method}: ${words}`));
    }
  };

  const take = (message: Incoming) => {
    if (message.id !== undefined) {
      const call = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error) call?.reject(new Error(`${call.method}: ${message.error.message}`));
      else call?.resolve(message.result as never);
      return;
    }
    const key = `${message.sessionId ?? ''} ${message.method}`;
    for (const listener of [...(listeners.get(key) ?? [])]) listener(message.params as never);
  };

  input.on('data', (chunk: Buffer) => {
    let rest = chunk;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const text = Buffer.concat([...parts, rest.subarray(0, end)]).toString('utf8');
      parts = [];
      rest = rest.subarray(end + 1);
      take(JSON.parse(text) as Incoming);
    }
    if (rest.length > 0) parts.push(rest);
  });
  const closed = new Promise<void>((resolve) => {
    const end = () => {
      open = false;
      failAll(null, 'the browser is gone');
      resolve();
    };
    input.on('close', end);
    input.on('error', end);
    output.on('error', end);
  });

  const session = (sessionId: string): CdpSession => ({
    send<T>(method: string, params: object = {}) {
      if (!open) return Promise.reject(new Error(`${method}: the browser is gone`));
      lastId += 1;
      const id = lastId;
      const address = sessionId === '' ? {} : { sessionId };
      const answer = new Promise<T>((resolve, reject) => {
        waiting.set(id, { method, session: sessionId, resolve, reject });
      });
      output.write(`${JSON.stringify({ id, method, params, ...address })}\0`);
      return answer;
    },
    on(method, listener) {
      const key = `${sessionId} ${method}`;
      const group = listeners.get(key) ?? new Set();
      listeners.set(key, group);
      group.add(listener);
      return () => group.delete(listener);
    },
  });

  return {
    browser: session(''),
    session,
    drop: (id) => failAll(id, TAB_CLOSED),
    closed,
  };
}
