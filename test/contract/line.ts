import { type RequestOptions, request } from 'node:https';
import { Readable } from 'node:stream';
import { sendTo } from '../../src/background/http';
import type { Connection } from '../../src/domain/connection';
import type { Access } from '../../src/vendors/api';
import type { Sandbox } from '../sandbox/sandbox';

/** A `fetch` that reaches the sandbox under the vendors' true names, as the browser's would. */
function fetchFrom(sandbox: Sandbox): typeof fetch {
  return (input, init) =>
    new Promise((resolve, reject) => {
      const url = new URL(String(input));
      const body = typeof init?.body === 'string' ? init.body : undefined;
      const options: RequestOptions = {
        host: '127.0.0.1',
        port: sandbox.port,
        servername: url.hostname,
        ca: sandbox.certificate.cert,
        agent: false,
        path: url.pathname + url.search,
        method: init?.method ?? 'GET',
        headers: { host: url.host, ...(init?.headers as Record<string, string>) },
        signal: init?.signal ?? undefined,
      };
      const sent = request(options, (reply) => {
        const status = reply.statusCode ?? 0;
        const headers = new Headers();
        for (const [name, value] of Object.entries(reply.headers)) headers.set(name, String(value));
        const stream = Readable.toWeb(reply) as ReadableStream<Uint8Array>;
        resolve(
          new Response([204, 205, 304].includes(status) ? null : stream, { status, headers }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
}

/** What a call needs, over the worker's own way out and a true connection to the sandbox. */
export function accessTo(
  sandbox: Sandbox,
  key: string,
  connection: Pick<Connection, 'vendor' | 'origin' | 'scope'> & Partial<Connection>,
): Access {
  const wire = {
    fetch: fetchFrom(sandbox),
    permitted: async () => true,
    online: () => true,
    now: Date.now,
  };
  return {
    connection: { id: 'connection', name: 'Work', scopeName: null, actAs: null, ...connection },
    key,
    send: sendTo(connection.origin, wire),
    signal: new AbortController().signal,
  };
}
