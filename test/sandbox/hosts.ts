/** What a host name stands for inside the sandbox. */
export type Place =
  | 'clarityq-api'
  | 'clarityq-app'
  | 'clarityq-plain'
  | 'clarifeye'
  | 'clarifeye-plain'
  | 'elsewhere';

const CLARITYQ_PLAIN = new Set(['www', 'docs', 'get', 'pages']);

/**
 * Says what a host name stands for.
 * Takes a host without port in lower case. Look-alikes and unknown names are 'elsewhere'.
 */
export function placeOf(host: string): Place {
  if (host === 'api.clarityq.ai') return 'clarityq-api';
  if (host === 'clarityq.ai') return 'clarityq-plain';
  if (host.endsWith('.clarityq.ai')) {
    return CLARITYQ_PLAIN.has(host.slice(0, -'.clarityq.ai'.length))
      ? 'clarityq-plain'
      : 'clarityq-app';
  }
  if (host.endsWith('.app.clarifeye.ai') || host.endsWith('.clarifeye.io')) return 'clarifeye';
  if (host === 'clarifeye.ai' || host.endsWith('.clarifeye.ai') || host === 'clarifeye.io') {
    return 'clarifeye-plain';
  }
  return 'elsewhere';
}

/** Whether a request to this place and path asks the vendor's API rather than for a page. */
export function isApi(place: Place, path: string): boolean {
  return place === 'clarityq-api' || (place === 'clarifeye' && path.startsWith('/api/'));
}
