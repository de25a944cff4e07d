import { locatedAt } from '../locate';

/** Where ClarityQ's API is, for every page of its app. */
export const API = 'https://api.clarityq.ai';

/** Where ClarityQ lives, and how its conversations are told from its addresses and calls. */
export const clarityqLocated = locatedAt({
  id: 'clarityq',
  domains: ['clarityq.ai'],
  app: /^([a-z0-9-]+\.)+clarityq\.ai$/,
  api: API,
  conversation: /(?:products\/([^/]+)\/)?conversations\/([^/]+)(?:\/([^/]+)\/?$)?/i,
});
