import type { Conversation } from './conversation';

/** Everything known about what a page shows: where it is, and what it has called itself. */
export interface Clues {
  /** The page's whole address. */
  address: string;
  /** Addresses of the page's own calls that count for this address, oldest first. */
  calls: readonly string[];
}

/** Why a conversation was recognised, or why not; shown to the person as a sentence. */
export interface Reason {
  kind:
    | 'in-path'
    | 'in-query'
    | 'in-hash'
    | 'in-traffic'
    | 'pasted-id'
    | 'several-in-address'
    | 'several-in-traffic'
    | 'no-conversation'
    | 'not-the-app'
    | 'not-a-vendor'
    | 'not-an-address';
  /** The part of the address or call that told it, as it stood there; empty where nothing did. */
  excerpt: string;
  /** A product or project the clues name for the conversation beside the one that is used. */
  otherScope?: string;
}

/** What the clues come to. */
export type Finding =
  | { kind: 'this'; conversation: Conversation; reason: Reason }
  | { kind: 'several'; conversations: readonly Conversation[]; reason: Reason }
  | { kind: 'none'; reason: Reason };

/** No clue names a conversation. */
export const NOTHING_FOUND: Finding = {
  kind: 'none',
  reason: { kind: 'no-conversation', excerpt: '' },
};

/** One conversation that one clue names. */
export interface Candidate {
  conversation: Conversation;
  reason: Reason;
}

/** One candidate an id, the first reason kept and the scope filled in from later ones. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  const byId = new Map<string, Candidate>();
  for (const { conversation, reason } of candidates) {
    const known = byId.get(conversation.id);
    if (known?.conversation.scope) continue;
    byId.set(conversation.id, { conversation, reason: known?.reason ?? reason });
  }
  return [...byId.values()];
}

/**
 * Weighs what the address names against what the page's calls name. An id in the address wins
 * (calls may then still add the missing product or project); two ids under one address mean
 * several, because guessing between them could rate the wrong answer. Where the clues name more
 * than one product or project for it, the first is used and the reason tells of the other.
 *
 * @param around the product or project the address names, also where it names no conversation
 */
export function weigh(
  inAddress: readonly Candidate[],
  inTraffic: readonly Candidate[],
  around: string | null = null,
): Finding {
  const called = distinct(inTraffic);
  const isAddressed = inAddress.length > 0;
  const named = isAddressed ? distinct(inAddress) : called;
  const [first] = named;
  if (!first) return NOTHING_FOUND;
  const { conversation, reason } = first;
  if (named.length > 1) {
    return {
      kind: 'several',
      conversations: named.map((one) => one.conversation),
      reason: {
        kind: isAddressed ? 'several-in-address' : 'several-in-traffic',
        excerpt: reason.excerpt,
      },
    };
  }
  const twin = called.find((one) => one.conversation.id === conversation.id);
  const scope = conversation.scope ?? twin?.conversation.scope ?? null;
  const otherScope = inTraffic
    .map((one) => one.conversation.id === conversation.id && one.conversation.scope)
    .concat(around)
    .find((other) => other && other !== scope);
  return {
    kind: 'this',
    conversation: { ...conversation, scope },
    reason: otherScope ? { ...reason, otherScope } : reason,
  };
}
