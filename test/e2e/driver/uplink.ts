import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { serverName } from './server-name.ts';

/** The one way out of the browser, which a test can watch and cut. */
export interface Uplink {
  /** Port on 127.0.0.1 that all of the browser's host names are mapped to. */
  readonly port: number;
  /** Every host name the browser tried to reach over https, in order, allowed or not. */
  readonly reached: string[];
  /** Breaks every connection and refuses new ones. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Leads elsewhere from now on, mended, with nothing reached yet; what was open is broken. */
  lead(sandboxPort: number, hosts: string[]): Promise<void>;
  close(): Promise<void>;
}

function allows(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
}

/**
 * Passes TCP connections for the given hosts on to the sandbox and breaks all others. While it is
 * cut, the network is really gone for pages and background alike, with nothing emulated.
 * @param hosts names, or `*.name` for everything below a name
 */
export async function openUplink(sandboxPort: number, hosts: string[]): Promise<Uplink> {
  let target = { sandboxPort, hosts };
  const sockets = new Set<Socket>();
  const reached: string[] = [];

  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const join = (one: Socket, other: Socket) => {
    one.setNoDelay(true);
    one.on('close', () => other.end());
    one.on('error', () => {
      if (!other.destroyed) other.resetAndDestroy();
    });
  };
  const accept = (inner: Socket) => {
    // From the start: Chromium opens connections ahead of need, and a silent one counts as well.
    keep(inner);
    inner.once('data', (hello: Buffer) => {
      inner.pause();
      const host = serverName(hello);
      reached.push(host);
      if (!target.hosts.some((pattern) => allows(pattern, host))) {
        inner.resetAndDestroy();
        return;
      }
      const outer = connect(target.sandboxPort, '127.0.0.1');
      keep(outer);
      join(inner, outer);
      join(outer, inner);
      outer.write(hello);
      inner.pipe(outer).pipe(inner);
    });
  };

  let server: Server | null = null;
  let port = 0;
  const mend = async () => {
    if (server !== null) return;
    const fresh = createServer(accept);
    server = fresh;
    await new Promise<void>((resolve, reject) => {
      fresh.once('error', reject);
      fresh.listen(port, '127.0.0.1', resolve);
    });
    port = (fresh.address() as AddressInfo).port;
  };
  const cut = async () => {
    const old = server;
    server = null;
    const stopped = new Promise<void>((resolve) =>
      old === null ? resolve() : old.close(() => resolve()),
    );
    for (const socket of sockets) socket.resetAndDestroy();
    await stopped;
  };
  await mend();
  return {
    get port() {
      return port;
    },
    reached,
    cut,
    mend,
    async lead(toPort, forHosts) {
      await cut();
      target = { sandboxPort: toPort, hosts: forHosts };
      reached.length = 0;
      await mend();
    },
    close: cut,
  };
}
