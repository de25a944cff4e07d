import { connect, type Socket } from 'node:net';

/** A connection to Firefox's own remote control; commands run one after the other. */
export interface Marionette {
  /** Sends a command and returns its result; rejects with Firefox's words. */
  send<T = unknown>(command: string, parameters?: object): Promise<T>;
  /** Ends the connection; what still waits fails. */
  close(): void;
}

interface Failure {
  error: string;
  message: string;
}

type Answer = [type: 1, id: number, error: Failure | null, result: unknown];

interface Waiting {
  command: string;
  resolve(value: never): void;
  reject(reason: Error): void;
}

const COLON = 58;

/**
 * Connects to a Firefox that was started with `--marionette`.
 * Messages are `length:json`; the first one only greets.
 * @param port on 127.0.0.1
 */
export async function connectMarionette(port: number): Promise<Marionette> {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let rest: Buffer = Buffer.alloc(0);
  let greet: () => void = () => {};
  const greeted = new Promise<void>((resolve) => {
    greet = resolve;
  });

  const take = (text: string) => {
    const message = JSON.parse(text) as Answer | object;
    if (!Array.isArray(message)) {
      greet();
      return;
    }
    const [, id, failure, result] = message as Answer;
    const call = waiting.get(id);
    waiting.delete(id);
    if (failure) call?.reject(new Error(`${call.command}: ${failure.error}: ${failure.message}`));
    else call?.resolve(result as never);
  };

  const socket: Socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const colon = rest.indexOf(COLON);
      if (colon < 0) return;
      const start = colon + 1;
      const end = start + Number(rest.toString('latin1', 0, colon));
      if (rest.length < end) return;
      const text = rest.toString('utf8', start, end);
      rest = rest.subarray(end);
      take(text);
    }
  });
  const end = () => {
    for (const call of waiting.values())
      call.reject(new Error(`${call.command}: the browser is gone`));
    waiting.clear();
  };
  socket.on('close', end);
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    greeted.then(resolve);
  });
  socket.on('error', end);

  return {
    send<T>(command: string, parameters: object = {}) {
      if (socket.destroyed) return Promise.reject(new Error(`${command}: the browser is gone`));
      lastId += 1;
      const id = lastId;
      const message = JSON.stringify([0, id, command, parameters]);
      const answer = new Promise<T>((resolve, reject) => {
        waiting.set(id, { command, resolve, reject });
      });
      socket.write(`${Buffer.byteLength(message)}:${message}`);
      return answer;
    },
    close: () => socket.destroy(),
  };
}
