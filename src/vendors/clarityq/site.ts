import type { Site } from '../site';
import { API, clarityqLocated } from './located';

/** ClarityQ: one slot of feedback on a conversation's latest answer, one key per product. */
export const clarityq: Site = {
  ...clarityqLocated,
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
  audience: () => 'clarityqAudience',
  reasons: { good: 'clarityqGood', bad: 'clarityqBad' },
  home: () => 'https://app.clarityq.ai/',
};
