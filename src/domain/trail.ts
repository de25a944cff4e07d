import type { Clues } from './evidence';

/** How long before an address came about a call may have begun and still be of it: loaders. */
const LOADER_LEAD_MS = 2_000;
/**
 * How long before an address such a call may have ended. A loader's page moves on with the reply;
 * after a person has seen one conversation, the next address is of another.
 */
const LOADER_PAUSE_MS = 200;
const STOPS_KEPT = 50;
const CALLS_KEPT = 300;

/**
 * The addresses a document went through and the calls it made, so that a call counts only for the
 * address it was made under. Times are milliseconds of the document's own clock.
 */
export interface Trail {
  /** Never empty; the last is the present one. */
  stops: readonly Stop[];
  calls: readonly Call[];
}

interface Stop {
  address: string;
  since: number;
}

interface Call {
  address: string;
  startedAt: number;
  endedAt: number;
}

/** A trail that begins at an address, which the document has had since `since`. */
export function startTrail(address: string, since = 0): Trail {
  return { stops: [{ address, since }], calls: [] };
}

/** The trail after the address changed at `at`. */
export function moved(trail: Trail, address: string, at: number): Trail {
  if (trail.stops.at(-1)?.address === address) return trail;
  return { ...trail, stops: [...trail.stops, { address, since: at }].slice(-STOPS_KEPT) };
}

/** The trail after the page made a call; it becomes known when it has ended. */
export function called(trail: Trail, call: Call): Trail {
  const calls = [...trail.calls, call];
  if (calls.length <= CALLS_KEPT) return { ...trail, calls };
  // A repeated call makes room first: a side bar that polls one conversation for an hour must not
  // push another out of sight, which would turn "several" into a guess.
  const first = calls.findIndex(({ address }) => address === call.address);
  return { ...trail, calls: calls.toSpliced(first < CALLS_KEPT ? first : 0, 1) };
}

/**
 * What the trail says of the present address. A call made while the page was here before counts
 * again on return, because a client cache will not repeat it; one made elsewhere never does. A
 * loader's lead reaches back to the address before, not beyond it.
 */
export function clues({ stops, calls }: Trail): Clues {
  const address = stops.at(-1)?.address ?? '';
  const counting = calls.filter(({ startedAt, endedAt }) =>
    stops.some(
      (stop, index) =>
        stop.address === address &&
        startedAt >= stop.since - LOADER_LEAD_MS &&
        endedAt >= stop.since - LOADER_PAUSE_MS &&
        startedAt >= (stops[index - 1]?.since ?? 0) &&
        startedAt < (stops[index + 1]?.since ?? Infinity),
    ),
  );
  return { address, calls: [...new Set(counting.map((call) => call.address))] };
}
