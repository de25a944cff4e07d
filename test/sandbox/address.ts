import { FIXTURES } from './fixtures.ts';

/** How an app writes the open conversation into its address, or does not. */
export type Scheme = 'path' | 'query' | 'hash' | 'traffic';

export const SCHEMES: readonly Scheme[] = ['path', 'query', 'hash', 'traffic'];

/** What an address is to open; product or project and host default to the fixtures' first. */
export interface Place {
  host?: string;
  /** ClarityQ's product or Clarifeye's project. */
  scope?: string;
  /** None opens the empty state. Ignored by 'traffic', which resumes the state's `lastOpened`. */
  conversation?: string;
}

function addressIn(scheme: Scheme, base: string, leaf: string, conversation?: string): string {
  if (scheme === 'traffic') return '/traffic/';
  const path = scheme === 'path' ? base : `/${scheme}${base}`;
  if (conversation === undefined) return path;
  if (scheme === 'path') return path + leaf + conversation;
  if (scheme === 'query') return `${path}?conversation=${conversation}`;
  return `${path}#/conversations/${conversation}`;
}

/** The address of a conversation in ClarityQ's app. */
export function clarityqAddress(scheme: Scheme, place: Place = {}): string {
  const { appHost, productId } = FIXTURES.clarityq;
  const base = `/${place.scope ?? productId}`;
  const host = place.host ?? appHost;
  return `https://${host}${addressIn(scheme, base, '/conversations/', place.conversation)}`;
}

/** The address of a conversation in Clarifeye's Playground. */
export function clarifeyeAddress(scheme: Scheme, place: Place = {}): string {
  const known = FIXTURES.clarifeye;
  const base = `/projects/${place.scope ?? known.projectId}/playground`;
  const host = place.host ?? known.host;
  return `https://${host}${addressIn(scheme, base, '/', place.conversation)}`;
}
