/** A vendor's short name, as its folder under `vendors/` is called. */
export type VendorId = string;

/** One conversation at one vendor, however it was found. */
export interface Conversation {
  vendor: VendorId;
  /** Origin of the vendor's API that holds it, for example `https://eu.app.clarifeye.ai`. */
  origin: string;
  /** The product or project it belongs to; null where nothing seen so far names it. */
  scope: string | null;
  /** The vendor's own id, a lower-case uuid. */
  id: string;
}

/**
 * One answer within a conversation. Where the vendor names answers it is the vendor's number
 * (Clarifeye's `query_id`, 0 included); where it does not, Verdict counts what it can tell apart.
 */
export type Turn = number;

/** The answer in front of the person while the vendor has not named any: delivery finds out which. */
export const UNNAMED: Turn = -1;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether `text` is a uuid in its usual written form, in any case. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/**
 * The conversation's identity as one string. The scope is left out: clues may name it late, and
 * it does not make another conversation of it.
 */
export function conversationKey(conversation: Conversation): string {
  return `${conversation.vendor} ${conversation.origin} ${conversation.id}`;
}
