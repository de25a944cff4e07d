import type { Conversation } from '../domain/conversation';
import type { Finding, Reason } from '../domain/evidence';
import { idsIn } from './ids';
import type { Site } from './site';

const TEXT_LENGTH = 8_192;

/** Where a conversation may live whose vendor nothing tells; a connection is one. */
export type Place = Pick<Conversation, 'vendor' | 'origin' | 'scope'>;

/** What a pasted text comes to, and at which vendor; null where it is nobody's or could be any's. */
export interface Explained {
  site: Site | null;
  finding: Finding;
}

/**
 * Explains a pasted address or a bare conversation id, for the popup and the box in Options. Pure.
 *
 * An address is read as a page's would be, also without `https://` and within other words. A bare
 * id tells neither vendor nor server, so there it comes to one conversation for each of `places`:
 * the person's connections, or all the servers the vendors name. A single place makes it certain.
 */
export function explain(
  text: string,
  sites: readonly Site[],
  places: readonly Place[] = serversOf(sites),
): Explained {
  const pasted = text.slice(0, TEXT_LENGTH).trim();
  const address = addressIn(pasted);
  if (address) return explainAddress(address, sites);
  const [id, ...others] = new Set(idsIn(pasted));
  if (!id || others.length > 0) return nothing('not-an-address');
  return explainId(id, sites, places);
}

/** The address in a text, made whole; null where there is none. */
function addressIn(text: string): string | null {
  const whole = /\b[a-z][a-z0-9+.-]*:\/\/[^\s<>"'`]+/i.exec(text)?.[0];
  if (whole) return whole;
  const bare = /(?:^|[\s<"'(])((?:[a-z0-9-]+\.)+[a-z]{2,}\.?(?::\d+)?(?:[/?#][^\s<>"'`]*)?)/i.exec(
    text,
  );
  return bare?.[1] ? `https://${bare[1]}` : null;
}

function explainAddress(address: string, sites: readonly Site[]): Explained {
  const found = sites.map((site) => ({ site, finding: site.locate({ address, calls: [] }) }));
  const own = found.find(({ finding }) => !isForeign(finding));
  if (own) return own;
  const { finding } = found[0] ?? nothing('not-a-vendor');
  return { site: null, finding };
}

function isForeign({ reason }: Finding): boolean {
  return reason.kind === 'not-a-vendor' || reason.kind === 'not-an-address';
}

function explainId(id: string, sites: readonly Site[], places: readonly Place[]): Explained {
  const conversations = servers(places).map((place) => ({ ...place, id }));
  const vendors = new Set(conversations.map(({ vendor }) => vendor));
  const site = vendors.size === 1 ? sites.find((each) => vendors.has(each.id)) : undefined;
  const reason: Reason = { kind: 'pasted-id', excerpt: id };
  const [first, ...others] = conversations;
  if (!first) return nothing('no-conversation');
  return {
    site: site ?? null,
    finding:
      others.length > 0
        ? { kind: 'several', conversations, reason }
        : { kind: 'this', conversation: first, reason },
  };
}

/** One place a server; its scope only where all places there agree on it. */
function servers(places: readonly Place[]): Place[] {
  const byServer = new Map<string, Place>();
  for (const { vendor, origin, scope } of places) {
    const key = `${vendor} ${origin}`;
    const known = byServer.get(key);
    const agreed = known === undefined || known.scope === scope ? scope : null;
    byServer.set(key, { vendor, origin, scope: agreed });
  }
  return [...byServer.values()];
}

function serversOf(sites: readonly Site[]): Place[] {
  return sites.flatMap(({ id, form }) =>
    form.regions.map(({ origin }) => ({ vendor: id, origin, scope: null })),
  );
}

function nothing(kind: Reason['kind']): Explained {
  return { site: null, finding: { kind: 'none', reason: { kind, excerpt: '' } } };
}
