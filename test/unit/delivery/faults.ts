/**
 * What can go wrong with a request. `death`: the worker stops. `repeated`: the browser finds its
 * connection cut after the commit, and sends the request again without telling anybody.
 */
export type Fault =
  | 'offline'
  | 'cut'
  | '503'
  | '429'
  | '429 for 7 s'
  | 'time-out'
  | 'HTML'
  | 'repeated'
  | 'death';

/** How far a request had come when it went wrong. */
export type Point = 'before it left' | 'before the commit' | 'after the commit' | 'after the reply';

/** One fault of one request. */
export interface CallFault {
  point: Point;
  fault: Fault;
}

const REFUSALS: Fault[] = ['cut', '503', '429', '429 for 7 s', 'time-out', 'HTML', 'death'];

/** Every fault a request can meet; only a write can be carried out and its reply still be lost. */
export function faultsOf(isWrite: boolean): CallFault[] {
  const at = (point: Point, faults: Fault[]): CallFault[] =>
    faults.map((fault) => ({ point, fault }));
  return [
    ...at('before it left', ['offline', 'cut', 'death']),
    ...at('before the commit', REFUSALS),
    // A vendor that says 429 has not stored anything: that is what a certain outcome means.
    ...at(
      'after the commit',
      isWrite ? ['cut', '503', 'time-out', 'HTML', 'repeated', 'death'] : [],
    ),
    ...at('after the reply', ['death']),
  ];
}

/** What can go wrong with a write to the stores: death on either side of it, or a refusal. */
export type Crash = 'before' | 'after' | 'refused';

/** What goes wrong in one run. Both are counted from 1 over all lives of the worker. */
export interface Plan {
  /** Whether the worker dies at the nth write to its stores, and on which side of it, or the disk is full. */
  crash(write: number, name: string): Crash | null;
  /** What happens to the nth request. */
  fault(call: number, isWrite: boolean): CallFault | null;
  /** Whether the worker is stopped after 30 s without an event, as Chrome does. */
  idleStops: boolean;
}

/** Nothing goes wrong. */
export const SMOOTH: Plan = { crash: () => null, fault: () => null, idleStops: false };
