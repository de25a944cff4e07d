import { locatedAt } from '../locate';

/** Where Clarifeye lives, and how its conversations are told from its addresses and calls. */
export const clarifeyeLocated = locatedAt({
  id: 'clarifeye',
  domains: ['clarifeye.ai', 'clarifeye.io'],
  app: /^([a-z0-9-]+\.)+(app\.clarifeye\.ai|clarifeye\.io)$/,
  api: null,
  conversation: /(?:projects\/([^/]+)\/)?playground-conversations\/([^/]+)(?:\/([^/]+)\/?$)?/i,
});
