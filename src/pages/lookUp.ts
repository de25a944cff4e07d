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
  return places.length > 0 ? explain(text, sites, places) : explain(text, sites);
}
