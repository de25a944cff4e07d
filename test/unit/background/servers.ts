import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Wire } from '../../../src/background/http';

/** Where the extension believes to send. */
export const ORIGIN = 'https://api.clarityq.ai';

/** A server on this machine that counts what reaches it. */
export interface Listening {
  origin: string;
  requests: { method: string; url: string; headers: Record<string, unknown> }[];
  close(): Promise<void>;
}

/** Starts a server on a free port. */
export async function listen(handle: RequestListener): Promise<Listening> {
  const requests: Listening['requests'] = [];
  const server: Server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    requests.push({ method, url, headers });
    response.on('error', () => undefined);
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A wire whose requests to the vendor's origin arrive at `target`; the rest of fetch is real. */
export function wireTo(target: string, change: Partial<Wire> = {}): Wire {
  return {
    fetch: (input, init) => fetch(String(input).replace(ORIGIN, target), init),
    permitted: async () => true,
    online: () => true,
    now: () => 1_000_000,
    ...change,
  };
}
