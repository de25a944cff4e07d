import type { Conversation } from '../domain/conversation';
import { type Finding, NOTHING_FOUND } from '../domain/evidence';
import { type Explained, explain, type Place } from '../vendors/pasted';
import { sites } from '../vendors/site';
import { ask } from './worker';

export type { Explained, Place };

/** Where the person's own connections lead, so that a bare id needs fewer questions. */
export async function ownPlaces(): Promise<Place[]> {
  const answer = await ask('connections', {});
  return answer.ok ? answer.value : [];
}

/** Looks a pasted address or id up without asking anybody; without `places`, everywhere. */
export function lookUp(text: string, places: readonly Place[]): Explained {
  const found = places.length > 0 ? explain(text, sites, places) : explain(text, sites);
  // The id of a product or project that is connected is no conversation's.
  const isScope = conversationsIn(found.finding).some(({ id }) =>
    places.some(({ scope }) => scope === id),
  );
  return isScope ? { ...found, finding: NOTHING_FOUND } : found;
}

function conversationsIn(finding: Finding): readonly Conversation[] {
  if (finding.kind === 'this') return [finding.conversation];
  return finding.kind === 'several' ? finding.conversations : [];
}
