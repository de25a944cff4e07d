import type { Exchange, Reply } from './exchange.ts';
import type { Place } from './hosts.ts';

/** Checks requests and replies against the contracts; each answer is a list of complaints. */
export interface Contracts {
  checkRequest(place: Place, exchange: Exchange): string[];
  checkReply(place: Place, exchange: Exchange, reply: Reply): string[];
}

export function createContracts(): Contracts {
  return { checkRequest: () => [], checkReply: () => [] };
}
