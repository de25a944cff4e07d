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
}

/** What the clues come to. */
export type Finding =
  | { kind: 'this'; conversation: Conversation; reason: Reason }
  | { kind: 'several'; conversations: readonly Conversation[]; reason: Reason }
  | { kind: 'none'; reason: Reason };

/** One conversation that one clue names. */
export interface Candidate {
  conversation: Conversation;
  reason: Reason;
}

/** One candidate an id, the first reason kept and the scope filled in from later ones. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  const byId = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const known = byId.get(candidate.conversation.id);
    if (!known || (known.conversation.scope === null && candidate.conversation.scope !== null)) {
      byId.set(candidate.conversation.id, {
        conversation: candidate.conversation,
        reason: known?.reason ?? candidate.reason,
      });
    }
  }
  return [...byId.values()];
}

/**
 * Weighs what the address names against what the page's calls name. An id in the address wins
 * (calls may then still add the missing product or project); two ids under one address mean
 * several, because guessing between them could rate the wrong answer.
 */
export function weigh(inAddress: readonly Candidate[], inTraffic: readonly Candidate[]): Finding {
  const addressed = distinct(inAddress);
  const called = distinct(inTraffic);
  if (addressed.length > 1) return several(addressed, 'several-in-address');
  const named = addressed[0];
  if (named) {
    const twin = called.find(({ conversation }) => conversation.id === named.conversation.id);
    const scope = named.conversation.scope ?? twin?.conversation.scope ?? null;
    return {
      kind: 'this',
      conversation: { ...named.conversation, scope },
      reason: named.reason,
    };
  }
  if (called.length > 1) return several(called, 'several-in-traffic');
  const seen = called[0];
  if (seen) return { kind: 'this', ...seen };
  return { kind: 'none', reason: { kind: 'no-conversation', excerpt: '' } };
}

function several(
  candidates: readonly Candidate[],
  kind: 'several-in-address' | 'several-in-traffic',
): Finding {
  return {
    kind: 'several',
    conversations: candidates.map(({ conversation }) => conversation),
    reason: { kind, excerpt: candidates[0]?.reason.excerpt ?? '' },
  };
}
