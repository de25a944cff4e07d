import type { Conversation, VendorId } from './conversation';

/** How Verdict reaches one vendor for one person; the key itself lies sealed elsewhere. */
export interface Connection {
  id: string;
  vendor: VendorId;
  /** The person's own name for it. */
  name: string;
  /** Origin of the API the key belongs to; the key is never sent anywhere else. */
  origin: string;
  /** Product or project the connection is bound to; null for all the key can reach. */
  scope: string | null;
  /** The project's or product's name, where the vendor told it. */
  scopeName: string | null;
  /** E-mail address to act as, where the vendor can; null for the key's own person. */
  actAs: string | null;
}

/** Whether feedback on `conversation` may travel over `connection`. */
export function fits(connection: Connection, conversation: Conversation): boolean {
  return (
    connection.vendor === conversation.vendor &&
    connection.origin === conversation.origin &&
    (connection.scope === null ||
      conversation.scope === null ||
      connection.scope === conversation.scope)
  );
}

/** A conversation with its scope filled in from the connection where the page did not tell it. */
export function scoped(connection: Connection, conversation: Conversation): Conversation {
  return conversation.scope === null && connection.scope !== null
    ? { ...conversation, scope: connection.scope }
    : conversation;
}

/** What a test of a connection found out; it never writes anything. */
export interface Accepted {
  /** Who the key belongs to, where the vendor tells. */
  person: string | null;
  /** The products or projects the key can see, where the vendor lists them; else null. */
  scopes: { id: string; name: string }[] | null;
}
