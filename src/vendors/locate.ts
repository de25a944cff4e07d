import type { VendorId } from '../domain/conversation';
import { type Candidate, type Finding, type Reason, weigh } from '../domain/evidence';
import { idsIn } from './ids';
import { EXCERPT_LENGTH, namedIn } from './mentions';
import type { PageCall, Site } from './site';

/** Longer addresses are not read; a page can make its own as long as it likes. */
const ADDRESS_LENGTH = 8_192;
/** Sites below a vendor's domain that are known not to be its app, each with all below it. */
const ELSEWHERE = ['www', 'docs', 'api', 'get', 'pages'];
/**
 * What asks the agent something when it ends a call's path. Inferred, except for `ask` and
 * `send_message_stream`. Resource Timing tells no method, so `messages` and `stream`, which may as
 * well be read, do not count: taken for a question, every reload would begin a new answer.
 */
const RUN = /^(ask|send|resend|rerun|retry|regenerate)(?![a-z])/i;

/** Where a vendor's app and API live. */
export interface Places {
  id: VendorId;
  /** The vendor's own domains. */
  domains: readonly string[];
  /** Host names of the app; the vendor's other sites and names in punycode are left out anyway. */
  app: RegExp;
  /** Origin of the API; null where it is the app's own. */
  api: string | null;
  /** Finds scope (1), conversation (2) and what follows it (3) in the path of a call to the API. */
  conversation: RegExp;
}

/** The members of a `Site` that follow from where the vendor lives. */
export type Located = Pick<Site, 'id' | 'domains' | 'isApp' | 'apiOrigin' | 'locate' | 'readCall'>;

/**
 * Makes the members of a `Site` that are the same for every vendor. Only https at the usual port
 * of a host of the app counts, without user information. What it makes is pure and never throws.
 */
export function locatedAt({ id, domains, app, api, conversation }: Places): Located {
  const isApp = (host: string) => app.test(host) && !isElsewhere(host) && !host.includes('xn--');
  const apiOrigin = (host: string) => api ?? `https://${host}`;

  /** The call as a candidate, where it goes to the API of the app at its own host or at `host`. */
  function read(
    address: string,
    host?: string,
  ): (PageCall & { candidate: Candidate | null }) | null {
    const url = parsed(address);
    if (!url || !isPlain(url)) return null;
    const { origin, hostname, pathname } = url;
    const own = host ? hostname === host : isApp(hostname);
    if (origin !== api && !(own && pathname.startsWith('/api/'))) return null;
    const [excerpt = '', scope = '', named = '', after = ''] = conversation.exec(pathname) ?? [];
    const conversationId = onlyId(named);
    if (!conversationId) {
      const run = /\/ask\/?$/i.test(pathname);
      return run ? { conversationId: null, run, candidate: null } : null;
    }
    const candidate: Candidate = {
      conversation: {
        vendor: id,
        origin: apiOrigin(hostname),
        scope: onlyId(scope),
        id: conversationId,
      },
      reason: { kind: 'in-traffic', excerpt: excerpt.slice(0, EXCERPT_LENGTH) },
    };
    return { conversationId, run: RUN.test(after), candidate };
  }

  return {
    id,
    domains,
    isApp,
    apiOrigin,
    locate({ address, calls }) {
      const url = parsed(address);
      if (!url) return none('not-an-address', '');
      const host = url.hostname;
      if (!isPlain(url) || !isApp(host)) {
        const own = domains.some((domain) => `.${host}`.endsWith(`.${domain}`));
        return none(own ? 'not-the-app' : 'not-a-vendor', host);
      }
      const called = calls.flatMap((call) => read(call, host)?.candidate ?? []);
      const known = new Map<string, 'conversation' | 'scope'>();
      for (const { conversation: seen } of called) {
        if (seen.scope) known.set(seen.scope, 'scope');
        known.set(seen.id, 'conversation');
      }
      const named = namedIn(url, { vendor: id, origin: apiOrigin(host) }, known);
      const scoped = called.map(({ conversation: seen, reason }) => ({
        conversation: { ...seen, scope: seen.scope ?? named.scope },
        reason,
      }));
      return weigh(named.candidates, scoped, named.scope);
    },
    readCall(address) {
      const call = read(address);
      return call && { conversationId: call.conversationId, run: call.run };
    },
  };
}

/** Match patterns of a vendor's web app: content scripts and host permissions. */
export function matchesOf({ domains }: Pick<Site, 'domains'>): string[] {
  return domains.map((domain) => `https://*.${domain}/*`);
}

/** Match patterns below `matchesOf` that are not the app. */
export function excludesOf({ domains }: Pick<Site, 'domains'>): string[] {
  return domains.flatMap((domain) => [
    `https://${domain}/*`,
    ...ELSEWHERE.map((name) => `https://*.${name}.${domain}/*`),
  ]);
}

/** Whether a vendor's key may be sent to this origin, in the form `URL.origin` gives it. */
export function isApi({ apiSources }: Pick<Site, 'apiSources'>, origin: string): boolean {
  if (apiSources.includes(origin)) return true;
  const host = /^https:\/\/((?:[a-z0-9-]+\.)+[a-z]+)$/.exec(origin)?.[1];
  if (host === undefined || isElsewhere(host)) return false;
  return apiSources.some((source) => source.includes('*') && host.endsWith(source.slice(9)));
}

/** Whether a host below a vendor's domain is one of the sites that are not the app. */
function isElsewhere(host: string): boolean {
  return ELSEWHERE.includes(host.split('.').at(-3) ?? '');
}

/** The id a text is, in lower case; null where it is anything more, or less. */
function onlyId(text: string): string | null {
  return text.length === 36 ? (idsIn(text)[0] ?? null) : null;
}

function parsed(address: string): URL | null {
  return address.length > ADDRESS_LENGTH ? null : URL.parse(address);
}

function isPlain({ protocol, port, username, password }: URL): boolean {
  return protocol === 'https:' && !port && !username && !password;
}

function none(kind: Reason['kind'], excerpt: string): Finding {
  return { kind: 'none', reason: { kind, excerpt } };
}
