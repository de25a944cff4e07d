import type { Sender } from './recording.ts';

/** What goes wrong. */
export type Mishap =
  /** Another status, with a JSON body where one is given. */
  | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
  /** The connection is cut before a byte of the reply. */
  | { kind: 'drop' }
  /** Never answers, until `clear`, `reset` or `close`. */
  | { kind: 'hang' }
  /** The true reply, `ms` later. */
  | { kind: 'delay'; ms: number }
  /** A 200 whose body goes on for ever, a blank at a time. */
  | { kind: 'drip' }
  /** A 200 of valid JSON with this many bytes. */
  | { kind: 'huge'; bytes: number }
  /** A page of HTML, as a gateway sends it. */
  | { kind: 'html'; status: number }
  /** No body at all. */
  | { kind: 'empty'; status: number }
  /** A 200 that says JSON and is none. */
  | { kind: 'invalid-json' }
  /** Half of the reply's body, then the connection is cut. */
  | { kind: 'truncate' }
  | { kind: 'redirect'; status: number; to: string }
  /** The true reply with its JSON changed. */
  | { kind: 'alter'; change: (json: unknown) => unknown };

export interface Fault {
  /** Exact host; every host when left out. */
  host?: string;
  method?: string;
  /** A text the path (with its query) contains, or a pattern it matches. */
  path?: string | RegExp;
  /** How many requests it meets; 1 when left out. */
  times?: number;
  /**
   * Before or after what the request asks for was committed. `delay` waits before or after it;
   * `alter` always commits.
   */
  when: 'before' | 'after';
  do: Mishap;
  /** Also meets requests of the page and of anyone else. */
  anyone?: boolean;
  /** Meets only what comes over a connection that has served before, and leaves those open. */
  reused?: boolean;
}

/** A fault that is armed: how many requests it has met, and how it is ended before its last. */
export interface Armed {
  readonly hits: number;
  disarm(): void;
}

export interface Faults {
  /** Arms a fault. The first armed one that fits a request meets it. */
  add(fault: Fault): Armed;
  /** Disarms all faults, brings all hosts up again and cuts the connections that hang. */
  clear(): void;
  /** Cuts every connection to a host at its first byte; `*` is every host. */
  down(host: string, options?: { pages?: boolean }): void;
  up(host: string): void;
}

interface ArmedFault extends Armed {
  fault: Fault;
  left: number;
  hits: number;
}

/** The part of a request a fault is matched against. */
export interface Target {
  host: string;
  method: string;
  path: string;
  sender: Sender;
  /** Whether its connection has served before. */
  reused: boolean;
}

/** The faults as the server uses them. */
export interface FaultBench extends Faults {
  /** Takes the fault that meets this request, and counts it. */
  take(target: Target): Fault | null;
  isDown(host: string, sender: Sender): boolean;
  /** Whether anything may cut a connection, so that none should be reused. */
  isArmed(): boolean;
}

function fits(fault: Fault, target: Target): boolean {
  if (!fault.anyone && target.sender !== 'extension') return false;
  if (fault.host !== undefined && fault.host !== target.host) return false;
  if (fault.method !== undefined && fault.method.toUpperCase() !== target.method) return false;
  if (fault.reused && !target.reused) return false;
  if (fault.path === undefined) return true;
  return typeof fault.path === 'string'
    ? target.path.includes(fault.path)
    : new RegExp(fault.path.source, fault.path.flags.replace(/[gy]/g, '')).test(target.path);
}

/**
 * Makes the place where tests arm faults. `onChange` is called when connections that idle should
 * be closed: a browser repeats a request by itself when a reused connection breaks, which would
 * hide the fault. `onClear` is called to let go of everything that hangs.
 */
export function createFaults(onChange: () => void, onClear: () => void): FaultBench {
  let armed: ArmedFault[] = [];
  const downs = new Map<string, { pages: boolean }>();
  return {
    add(fault) {
      const entry: ArmedFault = {
        fault,
        left: fault.times ?? 1,
        hits: 0,
        disarm() {
          entry.left = 0;
        },
      };
      armed.push(entry);
      if (!fault.reused) onChange();
      return entry;
    },
    clear() {
      armed = [];
      downs.clear();
      onClear();
    },
    down(host, options) {
      downs.set(host, { pages: options?.pages ?? true });
      onChange();
    },
    up(host) {
      downs.delete(host);
    },
    take(target) {
      const entry = armed.find((one) => one.left > 0 && fits(one.fault, target));
      if (entry === undefined) return null;
      entry.left -= 1;
      entry.hits += 1;
      return entry.fault;
    },
    isDown(host, sender) {
      const down = downs.get(host) ?? downs.get('*');
      return down !== undefined && (down.pages || sender === 'extension');
    },
    isArmed() {
      return downs.size > 0 || armed.some(({ fault, left }) => left > 0 && !fault.reused);
    },
  };
}
