import type { Site } from '../site';
import { clarifeyeLocated } from './located';

/** Clarifeye: rows of feedback on any answer, one token per person and server. */
export const clarifeye: Site = {
  ...clarifeyeLocated,
  label: 'Clarifeye',
  apiSources: clarifeyeLocated.domains.map((domain) => `https://*.${domain}`),
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
  audience: (isNamed) => (isNamed ? 'clarifeyeAudience' : 'clarifeyeAudienceOwner'),
  reasons: { good: 'clarifeyeGood', bad: 'clarifeyeBad' },
  home: ({ origin }) => `${origin}/`,
};
