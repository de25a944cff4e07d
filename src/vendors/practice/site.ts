import type { Vendor } from '../site';
import { PRACTICE_ORIGIN } from './lessons';

/** The vendor within the extension: it needs no key, and nothing of it ever leaves the device. */
export const practice: Vendor = {
  id: 'practice',
  label: 'Practice',
  apiSources: [],
  expresses: {
    ratings: ['good', 'bad'],
    commentLimit: 2_000,
    rates: 'latest',
    commentAlone: 'none',
    takingOff: 'clears rating',
    readsBack: true,
  },
  audience: () => 'practiceAudience',
  reasons: { good: 'clarityqGood', bad: 'clarityqBad' },
  home: () => null,
  ownConnection: {
    id: 'practice',
    vendor: 'practice',
    name: 'Practice',
    origin: PRACTICE_ORIGIN,
    scope: null,
    scopeName: null,
    actAs: null,
  },
};
