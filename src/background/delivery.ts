import { conversationKey } from '../domain/conversation';
import type { Entry } from '../domain/entry';
import { next } from '../domain/transition';
import type { Reach } from './access';
import type { ConversationRecord } from './database';
import type { Ledger } from './ledger';
import { deliver, isDue } from './step';

/** What delivery needs from its surroundings; all of it replaceable in a test. */
export interface DeliveryWorld extends Reach {
  ledger: Ledger;
  chance(): number;
  newId(): string;
  /** Asks open tabs whether they show the conversation and writes the sighting down. */
  sight(record: ConversationRecord): Promise<ConversationRecord>;
  /** Tells open surfaces that a conversation's entries have changed. */
  changed(conversation: string): void;
  /** Arms the alarm for the next due entry. */
  arm(): Promise<void>;
}

/** Takes due entries to the vendor and back. */
export interface Delivery {
  /** Starts everything due; resolves when all of it has come to an outcome. */
  drain(signal: AbortSignal): Promise<void>;
  /** At start: attempts that a stopped worker left behind have an unknown outcome. */
  recover(): Promise<void>;
}

const PER_VENDOR = 4;
/** How long an entry is left alone when handling it broke down on this device: a full disk. */
const REST_MS = 60_000;

/** Delivery in the given world. */
export function deliveryIn(world: DeliveryWorld): Delivery {
  /** Conversations in hand, and their vendors. */
  const busy = new Map<string, string>();
  /** Entries that were due when last read and are not in hand yet, earliest press first. */
  const queue = new Map<string, Entry>();
  /** Entries whose handling broke down, and until when they are left alone. */
  const resting = new Map<string, number>();

  function take(): Entry[] {
    const taken: Entry[] = [];
    for (const entry of queue.values()) {
      const conversation = conversationKey(entry.conversation);
      const { vendor } = entry.conversation;
      const atVendor = [...busy.values()].filter((other) => other === vendor).length;
      if (busy.has(conversation) || atVendor >= PER_VENDOR) continue;
      busy.set(conversation, vendor);
      queue.delete(entry.key);
      taken.push(entry);
    }
    return taken;
  }

  async function handle(entry: Entry, signal: AbortSignal): Promise<void> {
    const conversation = conversationKey(entry.conversation);
    try {
      const after = await deliver(world, entry, signal);
      if (isDue(after, world.now())) queue.set(after.key, after);
    } catch {
      // Not the vendor's doing, or it would be a failure; trying at once would only storm it.
      resting.set(entry.key, world.now() + REST_MS);
    } finally {
      busy.delete(conversation);
    }
    world.changed(conversation);
    await arm();
  }

  /** Where the alarm cannot be set, the next outcome or the next start sets it. */
  const arm = (): Promise<void> => world.arm().catch(() => undefined);

  /** Whoever is done makes room for the next; nobody waits for the slowest. */
  async function work(signal: AbortSignal): Promise<void> {
    await Promise.all(take().map((entry) => handle(entry, signal).then(() => work(signal))));
  }

  return {
    async drain(signal) {
      const now = world.now();
      for (const entry of await world.ledger.due(now)) {
        if ((resting.get(entry.key) ?? 0) > now) continue;
        resting.delete(entry.key);
        queue.set(entry.key, entry);
      }
      await Promise.all([work(signal), arm()]);
    },
    async recover() {
      for (const entry of await world.ledger.all('sending')) {
        if (busy.has(conversationKey(entry.conversation))) continue;
        const at = world.now();
        await world.ledger.changeByKey(entry.key, (current) =>
          current.state === 'sending'
            ? next(stillAtWork(current, at), {
                kind: 'failed',
                at,
                failure: { kind: 'interrupted' },
                dueAt: at,
                settles: false,
              })
            : current,
        );
      }
    },
  };
}

/** What the attempt may still do there is counted from now: the clock can have been set since. */
function stillAtWork(entry: Entry, at: number): Entry {
  return { ...entry, attempt: entry.attempt && { ...entry.attempt, startedAt: at } };
}
