import { type Failure, fail, type Result, succeed } from '../../../src/domain/failure';
import type { Send, VendorReply, VendorRequest } from '../../../src/vendors/api';
import type { Clock } from './clock';
import type { Fault, Plan } from './faults';
import type { Server, ServerReply } from './server';

/** One run of the worker, from its start to its death. */
export interface Life {
  dead: boolean;
}

/** A promise that stays open: what a dead worker waits for. */
export function forever<T>(): Promise<T> {
  return new Promise(() => undefined);
}

/** A request as it went over the line. */
export interface CallRecord {
  method: VendorRequest['method'];
  path: string;
  at: number;
}

/** The network between the worker and the vendors, with what was seen on it. */
export interface Network {
  calls: CallRecord[];
  /** The most writes that were under way at once: per conversation, and per vendor. */
  most: { conversation: number; vendor: number };
  online: boolean;
  /** How much longer than usual this request, or its reply, is under way, milliseconds. */
  late(request: VendorRequest): number;
  slow(request: VendorRequest): number;
  sendTo(life: Life, origin: string): Send;
}

const TIMEOUT_MS = 20_000;

/** A network to these servers. `latency` is asked once for each way, in milliseconds. */
export function networkTo(
  servers: Server[],
  clock: Clock,
  world: { plan(): Plan; latency(): number; die(life: Life): void },
): Network {
  const open: { life: Life; origin: string; conversation: string }[] = [];
  const sleep = (ms: number): Promise<void> => new Promise((done) => clock.after(ms, done));

  const network: Network = {
    calls: [],
    most: { conversation: 0, vendor: 0 },
    online: true,
    late: () => 0,
    slow: () => 0,
    sendTo: (life, origin) => async (request) => {
      const server = servers.find((one) => one.origin === origin);
      if (!server) throw new Error(`nobody at ${origin}`);
      const conversation = server.writesTo(request);
      if (conversation === null) return exchange(life, server, request);
      const mark = { life, origin, conversation };
      open.push(mark);
      noteMost(life);
      const result = await exchange(life, server, request);
      open.splice(open.indexOf(mark), 1);
      return result;
    },
  };

  function noteMost(life: Life): void {
    const alive = open.filter((one) => one.life === life);
    const { most } = network;
    for (const one of alive) {
      const here = alive.filter((other) => other.conversation === one.conversation).length;
      const there = alive.filter((other) => other.origin === one.origin).length;
      most.conversation = Math.max(most.conversation, here);
      most.vendor = Math.max(most.vendor, there);
    }
  }

  async function exchange(
    life: Life,
    server: Server,
    request: VendorRequest,
  ): Promise<Result<VendorReply>> {
    if (life.dead) return forever();
    const { method, path } = request;
    if (!network.online) return fail({ kind: 'offline' });
    network.calls.push({ method, path, at: clock.true() });
    const planned = world.plan().fault(network.calls.length, server.writesTo(request) !== null);
    const meets = async (point: string): Promise<Result<VendorReply> | null> => {
      if (planned?.point !== point || planned.fault === 'repeated') return null;
      if (planned.fault === 'death') {
        world.die(life);
        return forever();
      }
      if (planned.fault === 'time-out') await sleep(TIMEOUT_MS);
      return life.dead ? forever() : broken(planned.fault);
    };

    const again = async (): Promise<ServerReply> => {
      await sleep(world.latency());
      return server.handle(request);
    };

    const early = await meets('before it left');
    if (early) return early;
    await sleep(world.latency() + network.late(request));
    const refused = await meets('before the commit');
    if (refused) return refused;
    const first = server.handle(request);
    const reply = planned?.fault === 'repeated' ? await again() : first;
    const serverTime = Math.floor(server.time() / 1_000) * 1_000;
    const lost = await meets('after the commit');
    if (lost) return lost;
    await sleep(world.latency() + network.slow(request));
    await meets('after the reply');
    return life.dead ? forever() : succeed(asReply(reply, serverTime));
  }

  return network;
}

function asReply({ status, json }: ServerReply, serverTime: number | null): VendorReply {
  const body: VendorReply['body'] =
    json === undefined ? { kind: 'none' } : { kind: 'json', value: structuredClone(json) };
  return { status, body, serverTime, retryAfterMs: null };
}

function broken(fault: Fault): Result<VendorReply> {
  const failures: Partial<Record<Fault, Failure>> = {
    offline: { kind: 'offline' },
    cut: { kind: 'unreachable' },
    'time-out': { kind: 'timeout' },
  };
  const failure = failures[fault];
  if (failure) return fail(failure);
  const html: VendorReply = {
    status: 200,
    body: { kind: 'html' },
    serverTime: null,
    retryAfterMs: null,
  };
  switch (fault) {
    case 'HTML':
      return succeed(html);
    case '503':
      return succeed({ ...html, status: 503 });
    case '429':
      return succeed({ ...html, status: 429, body: { kind: 'none' } });
    default:
      return succeed({ ...html, status: 429, body: { kind: 'none' }, retryAfterMs: 7_000 });
  }
}
