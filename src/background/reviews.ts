import { scoped } from '../domain/connection';
import type { Conversation } from '../domain/conversation';
import { next } from '../domain/transition';
import { choiceKey, connectionFor, openAccess, type Reach } from './access';
import type { Ledger } from './ledger';

/** A project's reviews are asked for at most this often, however many tabs show it. */
export const REVIEWS_EVERY_MS = 10 * 60_000;

/** What noticing reviews needs. */
export interface ReviewsWorld extends Reach {
  ledger: Ledger;
  signal: AbortSignal;
}

/** Notices feedback that the vendor's team has reviewed, while a tab shows the project. */
export interface Reviews {
  /** Asks where that is due; resolves with the conversations whose entries have changed. */
  notice(conversation: Conversation): Promise<Conversation[]>;
}

/** Notices reviews in the given world. */
export function reviewsIn(world: ReviewsWorld): Reviews {
  return {
    async notice(asked) {
      if (!world.apiOf(asked.vendor)?.reviewed) return [];
      const connection = await connectionFor(world.settings, asked);
      if (!connection.ok) return [];
      const conversation = scoped(connection.value, asked);
      const project = choiceKey(conversation);
      // Asked first: reading what is not reviewed yet costs more the more there is.
      const isDue = (claim: boolean) => world.settings.reviewsDue(project, REVIEWS_EVERY_MS, claim);
      if (!(await isDue(false))) return [];
      const open = await world.ledger.unreviewed(asked);
      if (open.length === 0 || !(await isDue(true))) return [];
      const access = await openAccess(world, connection.value, world.signal);
      if (!access.ok) return [];
      const rows = await access.value.api.reviewed?.(access.value, conversation);
      if (!rows?.ok) return [];
      const reviewed = open.filter(({ stored }) => rows.value.includes(stored?.row ?? ''));
      for (const { key } of reviewed) {
        await world.ledger.changeByKey(key, (entry) =>
          next(entry, { kind: 'reviewed', at: world.now() }),
        );
      }
      return reviewed.map((entry) => entry.conversation);
    },
  };
}
