import { type Conversation, isUuid } from '../domain/conversation';
import { type Candidate, type Clues, type Finding, type Reason, weigh } from '../domain/evidence';
import { namedIn } from './mentions';
import type { Site } from './site';

/** What a vendor knows of one of its page's calls. */
export interface VendorCall {
  /** The conversation it concerns; null where the call does not name it. */
  conversationId: string | null;
  scope: string | null;
  run: boolean;
  /** The part of the call's address that tells. */
  excerpt: string;
}

/** What `locateAt` has to know of a vendor. */
export interface Locating {
  site: Pick<Site, 'id' | 'isApp' | 'apiOrigin'>;
  /** The vendor's own domains, with everything below them. */
  domains: readonly string[];
  /** Reads a call of a page of the app at `host`; null when it is not one of the API's. */
  callOf(call: URL, host: string): VendorCall | null;
}

/**
 * Comes from clues to a finding; the part of every vendor's `locate` that is the same. Only https
 * at the usual port of a host of the app counts, without user information. Pure; never throws.
 */
export function locateAt({ site, domains, callOf }: Locating, clues: Clues): Finding {
  const url = parsed(clues.address);
  if (!url) return none('not-an-address', '');
  const host = url.hostname;
  if (!isApp(url, site)) {
    const own = domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
    return none(own ? 'not-the-app' : 'not-a-vendor', host);
  }
  const base = { vendor: site.id, origin: site.apiOrigin(host) };
  const calls = clues.calls.flatMap((address) => {
    const call = parsed(address);
    const known = call && isPlain(call) ? callOf(call, host) : null;
    return known?.conversationId ? [known as VendorCall & { conversationId: string }] : [];
  });
  const named = namedIn(url, base, {
    conversations: new Set(calls.map((call) => call.conversationId)),
    scopes: new Set(calls.flatMap((call) => call.scope ?? [])),
  });
  const inTraffic = calls.map((call) => inCall(call, base, named.scope));
  return weigh(named.candidates, inTraffic);
}

/**
 * Reads the path of a call to the vendor's API.
 *
 * @param pattern finds scope (1), conversation (2) and the path segment that follows (3)
 * @param run which following segments ask the agent something
 * @returns null where the path names no conversation
 */
export function conversationIn(path: string, pattern: RegExp, run: RegExp): VendorCall | null {
  const [excerpt = '', scope = '', id = '', following = ''] = pattern.exec(path) ?? [];
  if (!isUuid(id)) return null;
  return {
    conversationId: id.toLowerCase(),
    scope: isUuid(scope) ? scope.toLowerCase() : null,
    run: run.test(following),
    excerpt,
  };
}

function inCall(
  call: VendorCall & { conversationId: string },
  base: Pick<Conversation, 'vendor' | 'origin'>,
  scope: string | null,
): Candidate {
  return {
    conversation: { ...base, scope: call.scope ?? scope, id: call.conversationId },
    reason: { kind: 'in-traffic', excerpt: call.excerpt },
  };
}

/** The address as a URL; null where it is none. */
export function parsed(address: string): URL | null {
  return URL.parse(address);
}

/** Whether a URL is https at the usual port without user information. */
export function isPlain(url: URL): boolean {
  return url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
}

function isApp(url: URL, site: Locating['site']): boolean {
  return isPlain(url) && site.isApp(url.hostname);
}

function none(kind: Reason['kind'], excerpt: string): Finding {
  return { kind: 'none', reason: { kind, excerpt } };
}
