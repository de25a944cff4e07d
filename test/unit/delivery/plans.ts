import type { VendorRequest } from '../../../src/vendors/api';
import { type CallFault, type Plan, SMOOTH } from './faults';
import type { Network } from './wire';

/** From now on each request of this method meets the next of these faults, until none is left. */
export function meeting(
  method: VendorRequest['method'],
  network: Network,
  faults: CallFault[],
): Plan {
  const left = [...faults];
  return {
    ...SMOOTH,
    fault: () => (network.calls.at(-1)?.method === method ? (left.shift() ?? null) : null),
  };
}

/** How many requests of each method there were. */
export function counted({ calls }: Network): Record<string, number> {
  const count: Record<string, number> = {};
  for (const { method } of calls) count[method] = (count[method] ?? 0) + 1;
  return count;
}
