import type { Conversation } from '../domain/conversation';
import { conversationKey } from '../domain/conversation';
import { next } from '../domain/transition';
import { advance } from '../domain/turns';
import type { ConversationView } from '../messages/view';
import { choiceKey, connectionFor, isScope, openAccess } from './access';
import { adoptOwnRows } from './adopting';
import { type ConnectionsWorld, list, orphans, remove, restore, save, test } from './connections';
import { journalIn } from './journal';
import type { Locking } from './locking';
import { lookAt, lookDue, readBackDue } from './looking';
import { decide, rate, undo } from './pressing';
import { preview } from './preview';
import { reviewsIn } from './reviews';
import { type Handlers, type KnownSender, Refused } from './router';
import { FIRST_PLACE } from './settings';
import { type SurfaceWorld, viewOf } from './surface';
import { keepSight, noteSighting, type TabsWorld, tabView } from './tabs';

/** Everything the messages are answered from. */
export interface HandlerWorld extends SurfaceWorld, ConnectionsWorld, TabsWorld {
  /** Mounts the panel in a document; nothing happens where it is already. */
  inject(document: { tabId: number; documentId: string }): Promise<void>;
  openPage(page: 'options' | 'journal', vendor: string | null): Promise<void>;
  /** Takes due entries to the vendor; returns at once. */
  deliver(): void;
  /**
   * Tells every surface that something about a conversation (null: the settings) has changed, but
   * for the tab that is told by its answer.
   */
  changed(conversation: string | null, but?: number): void;
  /** Sets the alarm that locks anew, or takes it away. */
  armLock(): Promise<unknown>;
  /** Feedback that was waiting for a key may go on. */
  releaseWaiting(): Promise<void>;
  unreadableEntries(): Promise<number>;
  signal: AbortSignal;
}

/** What answers each message. Each returns as soon as the ledger has it, never after the network. */
export function handlersIn(world: HandlerWorld): Omit<Handlers, Locking> {
  const looking = new Set<string>();
  const reviews = reviewsIn(world);

  /** Looks apart from the answer; whoever shows the conversation is told when it is done. */
  const look = async (conversation: Conversation): Promise<void> => {
    const key = conversationKey(conversation);
    if (looking.has(key)) return;
    looking.add(key);
    try {
      const record = await world.ledger.conversation(key);
      const scope = conversation.scope ?? record?.conversation.scope ?? null;
      const connection = await connectionFor(world.settings, { ...conversation, scope });
      if (!connection.ok) return;
      const access = await openAccess(world, connection.value, world.signal);
      if (!access.ok) {
        await world.ledger.changeConversation(conversation, world.now(), (known) => ({
          ...known,
          problem: access.failure,
        }));
        return world.changed(key);
      }
      const looked = await lookAt(world.ledger, world, access.value, { ...conversation, scope });
      if (looked.ok && readBackDue(looked.value, world.now())) {
        await adoptOwnRows(world, access.value, looked.value);
      }
      world.changed(key);
    } finally {
      looking.delete(key);
    }
  };

  /** What could not be looked at is in sight of somebody, and settings may have mended it. */
  const lookAgain = async (): Promise<void> => {
    for (const { showing } of await world.documents.all()) {
      const record = showing === null ? null : await world.ledger.conversation(showing);
      if (record?.problem) void look(record.conversation);
    }
  };

  /** A connection has come, or come back: what waited for it goes on. */
  const mended = async <T>(connection: T): Promise<T> => {
    await world.releaseWaiting();
    await lookAgain();
    world.deliver();
    world.changed(null);
    return connection;
  };

  const notice = async (conversation: Conversation): Promise<void> => {
    const changed = await reviews.notice(conversation);
    for (const one of changed) world.changed(conversationKey(one));
  };

  const show = async (
    conversation: Conversation,
    turn: number | null,
    sender: KnownSender,
  ): Promise<ConversationView> => {
    const isInPage = sender.kind === 'document';
    const place = isInPage ? await world.settings.place(sender.host) : FIRST_PLACE;
    return viewOf(world, conversation, turn, place);
  };

  const changedAndShown = async (
    input: { conversation: Conversation; turn: number },
    sender: KnownSender,
    turn: number | null = input.turn,
  ): Promise<ConversationView> => {
    world.deliver();
    const own = sender.kind === 'document' ? sender.tabId : undefined;
    world.changed(conversationKey(input.conversation), own);
    return show(input.conversation, turn, sender);
  };

  return {
    async recognised({ conversation, watchingSince }, sender) {
      const document = asDocument(sender);
      if (await isScope(world.settings, conversation)) return { panel: false };
      const key = conversationKey(conversation);
      // A full disk must not keep the panel away, which is where the person is told of it.
      await Promise.allSettled([
        world.documents.shows(document, key, world.now()),
        noteSighting(world, conversation, watchingSince),
      ]);
      void notice(conversation).catch(() => undefined);
      const { hidden } = await world.settings.place(document.host);
      if (!hidden) await world.inject({ tabId: document.tabId, documentId: document.id });
      return { panel: !hidden };
    },

    async left({ watchingSince }, sender) {
      const document = asDocument(sender);
      // One step, because what the document shows next may be reported while this is under way.
      const shown = await world.documents.shows(document, null, world.now());
      const record = shown === null ? null : await world.ledger.conversation(shown);
      if (record) await noteSighting(world, record.conversation, watchingSince);
      return null;
    },

    async called({ conversation, startedAt, endedAt, run, watchingSince }) {
      const { lookedAt } = await noteSighting(world, conversation, watchingSince);
      if (run && world.vendorOf(conversation.vendor)?.expresses.rates === 'latest') {
        const at = world.now();
        // A start in the future would hide every new answer until then.
        const sign = { kind: 'run', startedAt: Math.min(startedAt, at) } as const;
        await world.ledger.changeConversation(conversation, at, (record) => ({
          ...record,
          progress: advance(record.progress, sign, at),
        }));
        world.changed(conversationKey(conversation));
      }
      // A look that was asked for since then has seen what came of them, unless the clock was set back.
      const isSeen = lookedAt !== null && endedAt <= lookedAt && lookedAt <= world.now();
      if (!isSeen) void look(conversation);
      return null;
    },

    async online() {
      const at = world.now();
      for (const { key } of await world.ledger.due(Infinity)) {
        await world.ledger.changeByKey(key, (entry) => next(entry, { kind: 'reachable', at }));
      }
      world.deliver();
      return null;
    },

    async view({ conversation, turn, look: mayLook, focus }, sender) {
      const record = await keepSight(world, conversation);
      if (mayLook && lookDue(record, world.now(), focus)) void look(conversation);
      return show(conversation, turn, sender);
    },

    async rate(input, sender) {
      await rate(world, input);
      return changedAndShown(input, sender);
    },

    async draft({ conversation, turn, text }) {
      await world.ledger.saveDraft(conversation, turn, text, world.now());
      return null;
    },

    preview: (input) => preview(world, input),

    async undo(input, sender) {
      await undo(world, input);
      return changedAndShown(input, sender);
    },

    async decide(input, sender) {
      await decide(world, input);
      await keepSight(world, input.conversation);
      const shown = await changedAndShown(input, sender, null);
      // Where nothing was given it was the look that failed; whoever asks for another gets it.
      if (input.decision === 'retry' && !shown.receipt) void look(input.conversation);
      return shown;
    },

    async choose({ conversation, connection }, sender) {
      const view = await show(conversation, null, sender);
      if (!view.choices.some(({ id }) => id === connection)) throw new Refused('not-allowed');
      await world.settings.choose(choiceKey(view.conversation), connection);
      await world.releaseWaiting();
      void look(conversation);
      return changedAndShown({ conversation, turn: view.turn }, sender);
    },

    async place(input, sender) {
      await world.settings.setPlace(asDocument(sender).host, input);
      return null;
    },

    async open({ page, vendor }) {
      await world.openPage(page, vendor);
      return null;
    },

    tab: ({ tabId, address }) => tabView(world, tabId, address),

    async show({ host, hidden }) {
      const known = await world.settings.place(host);
      await world.settings.setPlace(host, { ...known, hidden });
      for (const document of await world.documents.all()) {
        if (document.host !== host || hidden || document.showing === null) continue;
        await world.inject({ tabId: document.tabId, documentId: document.id });
      }
      world.changed(null);
      return null;
    },

    unsettled: () => world.ledger.unsettled(),
    connections: () => list(world),
    policy: () => world.policy(),

    saveConnection: async (draft) => mended(await save(world, draft)),

    testConnection: (draft) => test(world, draft, world.signal),

    async removeConnection({ id }) {
      await remove(world, id);
      world.changed(null);
      return null;
    },

    restoreConnection: async ({ id }) => mended(await restore(world, id)),

    ...journalIn(world),

    notices: async () => ({
      unreadableSettings: await world.settings.unreadable(),
      unreadableEntries: await world.unreadableEntries(),
      vanished: (await orphans(world)).length > 0,
    }),
  };
}

function asDocument(sender: KnownSender): KnownSender & { kind: 'document' } {
  if (sender.kind !== 'document') throw new Refused('not-allowed');
  return sender;
}
