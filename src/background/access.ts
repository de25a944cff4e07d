import { fits } from '../domain/connection';
import { type Conversation, conversationKey } from '../domain/conversation';
import { type Failure, fail, type Result, succeed } from '../domain/failure';
import type { Access, Api, Send } from '../vendors/api';
import { vendorById } from '../vendors/site';
import type { ConnectionRow, Settings } from './settings';
import type { Vault } from './vault';

/** What it takes to reach a vendor. */
export interface Reach {
  settings: Settings;
  vault: Vault;
  apiOf(vendor: string): Api | undefined;
  sendTo(origin: string): Send;
  now(): number;
}

/** An open way to a vendor, for one call or a few in a row. */
export interface OpenAccess extends Access {
  connection: ConnectionRow;
  api: Api;
}

/** Under which a person's choice between fitting connections is kept: once per product or project. */
export function choiceKey(conversation: Conversation): string {
  return conversation.scope === null
    ? conversationKey(conversation)
    : `${conversation.vendor} ${conversation.origin} ${conversation.scope}`;
}

/**
 * The connection for a conversation: the only one that fits, or the one the person chose. With
 * several and no choice, with none, or where the policy bars them, a failure that says so.
 */
export async function connectionFor(
  settings: Settings,
  conversation: Conversation,
): Promise<Result<ConnectionRow>> {
  const fitting = await fittingConnections(settings, conversation);
  if (fitting.length === 0) {
    return fail({ kind: (await settings.barred(conversation)) ? 'barred' : 'no-connection' });
  }
  const chosen = await settings.choice(choiceKey(conversation));
  const one = fitting.find(({ id }) => id === chosen) ?? (fitting.length === 1 ? fitting[0] : null);
  return one ? succeed(one) : fail({ kind: 'several-connections' });
}

/** Connections a conversation's feedback may travel over; those of its very scope come alone. */
export async function fittingConnections(
  settings: Settings,
  conversation: Conversation,
): Promise<ConnectionRow[]> {
  const own = vendorById(conversation.vendor)?.ownConnection;
  if (own) return [{ ...own, ...NEVER_SAVED }];
  if (await settings.barred(conversation)) return [];
  const fitting = (await settings.connections()).filter((row) => fits(row, conversation));
  const exact = fitting.filter((row) => row.scope !== null && row.scope === conversation.scope);
  return exact.length > 0 ? exact : fitting;
}

/** What is kept of a connection that nobody has entered. */
const NEVER_SAVED = {
  ...{ knownAs: null, lastResult: null, paused: false },
  ...{ madeAt: 0, savedAt: 0, removedAt: null },
};

/** Whether an id is of a product or project that is connected: no conversation can have it. */
export async function isScope(settings: Settings, { id }: Conversation): Promise<boolean> {
  return (await settings.connections()).some(({ scope }) => scope === id);
}

/** Opens a connection: unseals its key for calls to its own origin. */
export async function openAccess(
  reach: Reach,
  connection: ConnectionRow,
  signal: AbortSignal,
): Promise<Result<OpenAccess>> {
  const api = reach.apiOf(connection.vendor);
  if (!api) return fail({ kind: 'no-connection' });
  if (connection.paused) return fail({ kind: 'key-refused' });
  const key = api.keyHeader ? await reach.vault.open(connection, api.keyHeader) : succeed('');
  if (!key.ok) return key;
  return succeed({
    connection,
    api,
    key: key.value,
    send: reach.sendTo(connection.origin),
    signal,
  });
}

/** Notes how a call went; a refused key pauses its connection until its settings change. */
export async function noteResult(
  reach: Reach,
  connection: ConnectionRow,
  failure: Failure | null,
): Promise<void> {
  const refused = failure?.kind === 'key-refused';
  const known = await reach.settings.connection(connection.id);
  // What was under way when the key was refused says nothing about it, nor lifts the pause.
  if (!known || known.savedAt !== connection.savedAt || (known.paused && !refused)) return;
  if (known.paused === refused && sameKind(known.lastResult?.failure, failure)) return;
  await reach.settings.changeConnection(connection.id, (row) =>
    row && (refused || !row.paused)
      ? { ...row, paused: refused, lastResult: { at: reach.now(), failure } }
      : null,
  );
}

function sameKind(a: Failure | null | undefined, b: Failure | null): boolean {
  return a !== undefined && a?.kind === b?.kind;
}
