import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from './exchange.ts';
import type { Mishap } from './faults.ts';

/** Everything needed to bring one reply onto the line. */
export interface Line {
  request: IncomingMessage;
  response: ServerResponse;
  /** Headers every reply of this request carries, such as Date. */
  common: Record<string, string | string[]>;
  /** Aborts when the sandbox lets go of what hangs. */
  alive: AbortSignal;
  /** Called once the status line is chosen. */
  onStatus: (status: number) => void;
}

const JSON_TYPE = { 'content-type': 'application/json' };

function bodyOf(reply: Reply): { type: Record<string, string>; bytes: Buffer } {
  if (reply.json !== undefined) {
    return { type: JSON_TYPE, bytes: Buffer.from(JSON.stringify(reply.json)) };
  }
  const text = reply.text ?? '';
  return { type: {}, bytes: typeof text === 'string' ? Buffer.from(text) : Buffer.from(text) };
}

/** Sends a reply whole. */
export async function send(line: Line, reply: Reply): Promise<void> {
  const { response } = line;
  line.onStatus(reply.status);
  const headers = { ...line.common, ...reply.headers };
  if (reply.stream !== undefined) {
    response.writeHead(reply.status, headers);
    response.flushHeaders();
    await reply.stream(response, line.alive);
    return;
  }
  const { type, bytes } = bodyOf(reply);
  const length = reply.status === 204 ? {} : { 'content-length': String(bytes.length) };
  response.writeHead(reply.status, { ...type, ...headers, ...length });
  response.end(line.request.method === 'HEAD' ? undefined : bytes);
}

const HTML_PAGE =
  '<!doctype html><html lang="en"><head><title>Sign in</title></head><body><h1>Sign in to continue</h1><p>Your network asks you to sign in.</p><script>document.title = "Sign in";</script></body></html>';

const wait = (ms: number, alive: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    alive.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

async function drip(line: Line): Promise<void> {
  line.onStatus(200);
  line.response.writeHead(200, { ...JSON_TYPE, ...line.common });
  while (!line.alive.aborted && !line.response.destroyed) {
    line.response.write(' ');
    await wait(50, line.alive);
  }
}

async function flood(line: Line, bytes: number): Promise<void> {
  const { response } = line;
  line.onStatus(200);
  response.writeHead(200, { ...JSON_TYPE, ...line.common });
  const [head, tail] = ['{"padding":"', '"}'];
  response.write(head);
  const part = Buffer.alloc(65_536, 'a');
  for (let left = bytes - head.length - tail.length; left > 0; left -= part.length) {
    if (line.alive.aborted || response.destroyed) return;
    const more = response.write(left < part.length ? part.subarray(0, left) : part);
    if (!more) {
      await new Promise<void>((resolve) => {
        const go = () => {
          response.off('drain', go).off('close', go);
          resolve();
        };
        response.on('drain', go).on('close', go);
      });
    }
  }
  response.end(tail);
}

/** Sends half of a reply's bytes under its full length, then cuts the connection. */
function truncate(line: Line, reply: Reply): void {
  const { bytes } = bodyOf(reply);
  const whole = bytes.length > 1 ? bytes : Buffer.from('{"detail":"cut off in the middle"}');
  line.onStatus(reply.status);
  const length = { 'content-length': String(whole.length) };
  line.response.writeHead(reply.status, { ...JSON_TYPE, ...line.common, ...length });
  line.response.write(whole.subarray(0, Math.floor(whole.length / 2)), () =>
    line.request.socket.destroySoon(),
  );
}

/**
 * Sends what a mishap makes of a reply. `reply` is the true one, or null when the mishap came
 * before anything was committed.
 */
export async function sendFaulty(line: Line, mishap: Mishap, reply: Reply | null): Promise<void> {
  const { response, request } = line;
  switch (mishap.kind) {
    case 'drop':
      request.socket.destroy();
      return;
    case 'hang':
      await new Promise<void>((resolve) => {
        line.alive.addEventListener('abort', () => resolve());
        response.once('close', () => resolve());
      });
      request.socket.destroy();
      return;
    case 'delay':
      await wait(mishap.ms, line.alive);
      if (line.alive.aborted) request.socket.destroy();
      else if (reply !== null) await send(line, reply);
      return;
    case 'drip':
      return drip(line);
    case 'huge':
      return flood(line, mishap.bytes);
    case 'truncate':
      return truncate(line, reply ?? { status: 200, json: { status: 'cut off in the middle' } });
    case 'status': {
      const { status, body, headers } = mishap;
      return send(line, {
        status,
        headers,
        ...(body === undefined ? { text: '' } : { json: body }),
      });
    }
    case 'html': {
      const headers = { 'content-type': 'text/html; charset=utf-8' };
      return send(line, { status: mishap.status, headers, text: HTML_PAGE });
    }
    case 'empty':
      return send(line, { status: mishap.status, text: '' });
    case 'invalid-json':
      return send(line, { status: 200, headers: JSON_TYPE, text: '{"rating": POSITIVE, ' });
    case 'redirect':
      return send(line, { status: mishap.status, headers: { location: mishap.to }, text: '' });
    case 'alter':
      if (reply === null) return;
      return send(line, { ...reply, json: mishap.change(structuredClone(reply.json)) });
  }
}
