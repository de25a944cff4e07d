import { locatedAt } from '../locate';
import type { Site } from '../site';

const DOMAINS = ['clarifeye.ai', 'clarifeye.io'];

/** Clarifeye: rows of feedback on any answer, one token per person and server. */
export const clarifeye: Site = {
  ...locatedAt({
    id: 'clarifeye',
    domains: DOMAINS,
    app: /^([a-z0-9-]+\.)+(app\.clarifeye\.ai|clarifeye\.io)$/,
    api: null,
    conversation: /(?:projects\/([^/]+)\/)?playground-conversations\/([^/]+)(?:\/([^/]+)\/?$)?/i,
  }),
  label: 'Clarifeye',
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
  home: ({ origin }) => `${origin}/`,
};
