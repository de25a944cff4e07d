import { conversationKey } from '../domain/conversation';
import type { Requests } from '../messages/client';
import { sendTo, type Wire } from './http';
import { refOf } from './pressing';
import { send } from './submission';
import type { SurfaceWorld } from './surface';

/** What stands for a key wherever one would be read. */
const MASK = '\u2022'.repeat(8);

/**
 * The request by which a feedback would be stored now, as text: the very one that delivery would
 * make, caught where it would leave, with the key masked. Null where nothing would be sent.
 */
export async function preview(
  world: SurfaceWorld & { signal: AbortSignal },
  { conversation: asked, turn, feedback }: Requests['preview']['input'],
): Promise<Requests['preview']['output']> {
  const record = await world.ledger.conversation(conversationKey(asked));
  const ref = await refOf(world, asked, turn, record);
  const connection = ref.connection && (await world.settings.connection(ref.connection));
  const api = connection && world.apiOf(connection.vendor);
  if (!connection || !api) return { request: null };
  const key = await world.vault.open(connection, api.keyHeader);
  let request: string | null = null;
  const wire: Wire = {
    now: world.now,
    online: () => true,
    permitted: async () => true,
    fetch(url, init) {
      const headers = Object.entries(init?.headers ?? {}).map((pair) => pair.join(': '));
      request = [`${init?.method} ${url}`, ...headers, '', init?.body].join('\n').trim();
      return Promise.reject(new Error('only looked at'));
    },
  };
  const access = {
    connection,
    api,
    // Of what stands before a key only `Token` is no secret; it decides on the header.
    key: (/^token /i.exec(key.ok ? key.value : '')?.[0] ?? '') + MASK,
    send: sendTo(connection.origin, wire),
    signal: world.signal,
  };
  const { stored = null } = (await world.ledger.entry(ref)) ?? {};
  await send(world, access, { ...ref, stored, intent: feedback, attempt: null });
  return { request };
}
