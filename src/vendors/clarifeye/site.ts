import {
  conversationIn,
  isPlain,
  type Locating,
  locateAt,
  parsed,
  type VendorCall,
} from '../locate';
import type { Site } from '../site';

const DOMAINS = ['clarifeye.ai', 'clarifeye.io'];
/** Hosts below the vendor's domains that are not the app, with all below them. */
const ELSEWHERE = ['www', 'docs', 'api', 'get', 'pages'];

const CONVERSATION =
  /(?:projects\/([0-9a-f-]{36})\/)?(?:playground-)?conversations\/([0-9a-f-]{36})(?=\/|$)(?:\/([^/]+))?/i;
/** What ends in one of these asks the agent something; inferred, the vendor documents none. */
const RUN = /^(ask|messages?|send|query|stream|rerun|retry|regenerate)$/i;

function isApp(host: string): boolean {
  return /^([a-z0-9-]+\.)+(app\.clarifeye\.ai|clarifeye\.io)$/.test(host) && !isElsewhere(host);
}

function isElsewhere(host: string): boolean {
  return ELSEWHERE.includes(host.split('.').at(-3) ?? '');
}

function isApi(origin: string): boolean {
  const host = /^https:\/\/((?:[a-z0-9-]+\.)+clarifeye\.(?:ai|io))$/.exec(origin)?.[1];
  return host !== undefined && !isElsewhere(host);
}

function callOf(url: URL, host: string): VendorCall | null {
  return url.hostname === host && url.pathname.startsWith('/api/')
    ? conversationIn(url.pathname, CONVERSATION, RUN)
    : null;
}

const locating: Locating = {
  site: { id: 'clarifeye', isApp, apiOrigin: (host) => `https://${host}` },
  domains: DOMAINS,
  callOf,
};

/** Clarifeye: rows of feedback on any answer, one token per person and server. */
export const clarifeye: Site = {
  ...locating.site,
  label: 'Clarifeye',
  matches: DOMAINS.map((domain) => `https://*.${domain}/*`),
  excludes: DOMAINS.flatMap((domain) => [
    `https://${domain}/*`,
    ...ELSEWHERE.map((name) => `https://*.${name}.${domain}/*`),
  ]),
  apiSources: DOMAINS.map((domain) => `https://*.${domain}`),
  form: {
    regions: [
      { label: 'EU', origin: 'https://eu.app.clarifeye.ai' },
      { label: 'US', origin: 'https://us.app.clarifeye.ai' },
    ],
    ownServer: true,
    scope: { label: 'project', hint: 'projectHint', required: false },
    key: { label: 'accessToken', hint: 'accessTokenHint' },
    actAs: true,
  },
  expresses: {
    ratings: ['good', 'neutral', 'bad'],
    commentLimit: null,
    rates: 'any',
    commentAlone: 'neutral',
    takingOff: 'takes back',
    readsBack: true,
  },
  isApi,
  locate: (clues) => locateAt(locating, clues),
  readCall(address) {
    const url = parsed(address);
    return url && isPlain(url) && isApp(url.hostname) ? callOf(url, url.hostname) : null;
  },
  home: (conversation) => `${conversation.origin}/`,
};
