import {
  conversationIn,
  isPlain,
  type Locating,
  locateAt,
  parsed,
  type VendorCall,
} from '../locate';
import type { Site } from '../site';

const API = 'https://api.clarityq.ai';
/** Hosts below the vendor's domain that are known not to be the app, with all below them. */
const ELSEWHERE = ['www', 'docs', 'api', 'get', 'pages'];

/** Calls that concern a conversation; the product is missing where the app's own API leaves it out. */
const CONVERSATION =
  /(?:products\/([0-9a-f-]{36})\/)?conversations\/([0-9a-f-]{36})(?=\/|$)(?:\/([^/]+))?/i;
/**
 * What ends in one of these asks the agent something (inferred, except `ask`). Resource Timing tells
 * no method, so listing messages cannot be told from posting one: taken for a new answer it costs a
 * question, overlooked it could put a rating on the wrong answer.
 */
const RUN = /^(ask|messages?|send|stream|rerun|retry|regenerate)$/i;

function isApp(host: string): boolean {
  const labels = host.split('.');
  return /^([a-z0-9-]+\.)+clarityq\.ai$/.test(host) && !ELSEWHERE.includes(labels.at(-3) ?? '');
}

function callOf(url: URL, host: string): VendorCall | null {
  const own = url.origin === API || (url.hostname === host && url.pathname.startsWith('/api/'));
  if (!own) return null;
  const named = conversationIn(url.pathname, CONVERSATION, RUN);
  if (named) return named;
  const last = url.pathname.split('/').filter(Boolean).at(-1) ?? '';
  return /^ask$/i.test(last)
    ? { conversationId: null, scope: null, run: true, excerpt: last }
    : null;
}

const locating: Locating = {
  site: { id: 'clarityq', isApp, apiOrigin: () => API },
  domains: ['clarityq.ai'],
  callOf,
};

/** ClarityQ: one slot of feedback on a conversation's latest answer, one key per product. */
export const clarityq: Site = {
  ...locating.site,
  label: 'ClarityQ',
  matches: ['https://*.clarityq.ai/*'],
  excludes: [
    'https://clarityq.ai/*',
    ...ELSEWHERE.map((name) => `https://*.${name}.clarityq.ai/*`),
  ],
  apiSources: [API],
  form: {
    regions: [{ label: 'ClarityQ', origin: API }],
    ownServer: false,
    scope: { label: 'productId', hint: 'productIdHint', required: true },
    key: { label: 'apiKey', hint: 'apiKeyHint' },
    actAs: false,
  },
  expresses: {
    ratings: ['good', 'bad'],
    commentLimit: 2_000,
    rates: 'latest',
    commentAlone: 'none',
    takingOff: 'clears rating',
    readsBack: false,
  },
  isApi: (origin) => origin === API,
  locate: (clues) => locateAt(locating, clues),
  readCall(address) {
    const url = parsed(address);
    return url && isPlain(url) && (url.origin === API || isApp(url.hostname))
      ? callOf(url, url.hostname)
      : null;
  },
  home: () => 'https://app.clarityq.ai/',
};
