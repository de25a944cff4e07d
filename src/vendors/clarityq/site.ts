import { locatedAt } from '../locate';
import type { Site } from '../site';

const API = 'https://api.clarityq.ai';

/** ClarityQ: one slot of feedback on a conversation's latest answer, one key per product. */
export const clarityq: Site = {
  ...locatedAt({
    id: 'clarityq',
    domains: ['clarityq.ai'],
    app: /^([a-z0-9-]+\.)+clarityq\.ai$/,
    api: API,
    conversation: /(?:products\/([^/]+)\/)?conversations\/([^/]+)(?:\/([^/]+)\/?$)?/i,
  }),
  label: 'ClarityQ',
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
  home: () => 'https://app.clarityq.ai/',
};
