/**
 * Where the app keeps the open conversation. One app, four address schemes, as four products of
 * the same kind would have them:
 *   path     /{scope…}/{conversation}
 *   query    /query/{scope…}?conversation={conversation}
 *   hash     /hash/{scope…}#/conversations/{conversation}
 *   traffic  /traffic/   (the address names nothing; only the app's own calls do)
 * The first segment chooses; an address that already carries a query or a hash of that kind
 * chooses, too.
 */

const SCHEMES = ['query', 'hash', 'traffic'];

function schemeOf(location) {
  const first = location.pathname.split('/')[1];
  if (SCHEMES.includes(first)) return first;
  if (new URLSearchParams(location.search).has('conversation')) return 'query';
  if (location.hash.startsWith('#/conversations/')) return 'hash';
  return 'path';
}

/**
 * Follows the address.
 * `basePath(scope)` is the address of a product or project, `baseOf(path)` its inverse (null when
 * the path names none), `leaf(id)` what follows it for a conversation, `leafOf(path)` its inverse.
 * `onChange({ scope, conversation })` is called on every change, the first included.
 */
export function createRouting({ basePath, baseOf, leaf, leafOf, onChange }) {
  const scheme = schemeOf(location);
  const prefix = location.pathname.split('/')[1] === scheme ? `/${scheme}` : '';
  let unseen = { scope: null, conversation: null };

  function read() {
    if (scheme === 'traffic') return unseen;
    const path = location.pathname.slice(prefix.length);
    const scope = baseOf(path);
    if (scheme === 'path') return { scope, conversation: leafOf(path) };
    if (scheme === 'query') {
      return { scope, conversation: new URLSearchParams(location.search).get('conversation') };
    }
    return { scope, conversation: /^#\/conversations\/([^/]+)/.exec(location.hash)?.[1] ?? null };
  }

  function addressOf({ scope, conversation }) {
    const base = `${prefix}${basePath(scope)}`;
    if (conversation === null) return base;
    if (scheme === 'path') return `${base}${leaf(conversation)}`;
    if (scheme === 'query') return `${base}?conversation=${conversation}`;
    return `${base}#/conversations/${conversation}`;
  }

  window.addEventListener('popstate', () => onChange(read()));

  return {
    scheme,
    read,
    /** Opens a place: the address first, then the app, as single-page apps do. */
    go(place, { replace = false } = {}) {
      if (scheme === 'hash' && !replace && place.scope === read().scope) {
        // As routers of that kind do; the popstate that follows brings the change.
        location.hash =
          place.conversation === null ? '#/' : `#/conversations/${place.conversation}`;
        return;
      }
      if (scheme === 'traffic') unseen = place;
      else if (replace) history.replaceState(null, '', addressOf(place));
      else history.pushState(null, '', addressOf(place));
      onChange(place);
    },
    /** The address a link to this place would have; null where addresses name nothing. */
    addressOf: (place) => (scheme === 'traffic' ? null : addressOf(place)),
  };
}
