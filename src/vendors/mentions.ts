import type { Conversation } from '../domain/conversation';
import type { Candidate, Reason } from '../domain/evidence';
import { isSingleWord, type Meaning, meaningOf, namesSomething, saysOnlyId } from './words';

/** A uuid as it stands in an address: not a piece of a longer run of letters and digits. */
const ID =
  /(?<![0-9a-z])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-z])/gi;
/** Enough to see that there are several; an address with hundreds of ids says no more than that. */
const MENTIONS_READ = 24;
const EXCERPT_LENGTH = 120;

/** An id somewhere in an address. `open`: no word beside it decides what it is. */
interface Mention {
  id: string;
  role: Meaning | 'open';
  reason: Reason;
}

/** What the page's own calls have said about ids that may stand in its address as well. */
export interface Known {
  conversations: ReadonlySet<string>;
  scopes: ReadonlySet<string>;
}

/** What an address names. */
export interface Named {
  candidates: Candidate[];
  /** The product or project the address names, also where it names no conversation. */
  scope: string | null;
}

/**
 * Reads the conversations an address names, from ids in path, query and hash and the words beside
 * them. Pure; never throws.
 *
 * Where words decide, they do. Otherwise a lone id is the conversation. Of two ids without words
 * the first is the product or project and the second the conversation, because both vendors name
 * the container before its content everywhere an address of theirs is known; any further ids make
 * it several. An id beside words for something else is no candidate, nor is one behind such an id
 * (a version of a document). In the query an id needs a word that is known, or just `id`: unknown
 * parameters are mostly tracking, sessions and the way back after signing in.
 *
 * @param base vendor and API origin of the conversations
 */
export function namedIn(
  url: URL,
  base: Pick<Conversation, 'vendor' | 'origin'>,
  known: Known,
): Named {
  const mentions = strongest(mentionsIn(url)).map((mention) => settle(mention, known));
  const of = (role: Mention['role']) => mentions.filter((mention) => mention.role === role);
  const scopes = of('scope');
  const open = of('open');
  let scope = scopes.length === 1 ? (scopes[0]?.id ?? null) : null;
  let chosen = of('conversation');
  if (chosen.length === 0) {
    chosen = open;
    if (scopes.length === 0 && open.length > 1) {
      scope = open[0]?.id ?? null;
      chosen = open.slice(1);
    }
  }
  return {
    candidates: chosen.map(({ id, reason }) => ({ conversation: { ...base, scope, id }, reason })),
    scope,
  };
}

function settle(mention: Mention, known: Known): Mention {
  if (mention.role !== 'open') return mention;
  if (known.conversations.has(mention.id)) return { ...mention, role: 'conversation' };
  if (known.scopes.has(mention.id)) return { ...mention, role: 'scope' };
  return mention;
}

/** One mention an id: the one whose words say most. */
function strongest(mentions: readonly Mention[]): Mention[] {
  const order: Mention['role'][] = ['conversation', 'scope', 'other', 'outer', 'open'];
  const byId = new Map<string, Mention>();
  for (const mention of mentions) {
    const other = byId.get(mention.id);
    if (!other || order.indexOf(mention.role) < order.indexOf(other.role)) {
      byId.set(mention.id, mention);
    }
  }
  return [...byId.values()];
}

function mentionsIn(url: URL): Mention[] {
  const path = url.pathname.split('/').filter(Boolean);
  const inPath = inSegments(path, 'in-path', [], null);
  const inQuery = inParameters(url.search.slice(1), 'in-query', inPath.words);
  const [route = '', parameters = ''] = url.hash.slice(1).split(/\?(.*)/s);
  const isParameters = route.includes('=') && !route.includes('/');
  const last = inPath.words.length > 0 ? null : (inPath.mentions.at(-1) ?? null);
  const inRoute = isParameters
    ? { mentions: inParameters(route, 'in-hash', inPath.words), words: [] }
    : inSegments(route.split('/').filter(Boolean), 'in-hash', inPath.words, last);
  return [
    ...inPath.mentions,
    ...inQuery,
    ...inRoute.mentions,
    ...inParameters(parameters, 'in-hash', inRoute.words),
  ].slice(0, MENTIONS_READ);
}

type Place = 'in-path' | 'in-query' | 'in-hash';

/** Ids in path segments. `words` stand before them and after the last id; the rest is handed on. */
function inSegments(
  segments: readonly string[],
  kind: Place,
  before: readonly string[],
  previous: Mention | null,
): { mentions: Mention[]; words: string[] } {
  const mentions: Mention[] = [];
  let words = [...before];
  for (const [index, raw] of segments.entries()) {
    const segment = decoded(raw);
    const found = [...segment.matchAll(ID)];
    const [first] = found;
    if (!first) {
      words.push(segment);
      continue;
    }
    const following = decoded(segments[index + 1] ?? '');
    const role = roleOf(
      words,
      segment.slice(0, first.index),
      mentions.at(-1) ?? previous,
      following,
    );
    const neighbour = segments[index - 1];
    const excerpt = neighbour && !decoded(neighbour).match(ID) ? `${neighbour}/${raw}` : raw;
    for (const [id] of found) mentions.push(mention(id, role, kind, excerpt));
    words = [];
    if (mentions.length >= MENTIONS_READ) break;
  }
  return { mentions, words };
}

/**
 * What the words around an id in a path say. The nearest word with a meaning before it decides. An
 * id with nothing but a word with a meaning behind it is what that thing lies in: in `/<id>/chat`
 * the id is not yet the chat.
 */
function roleOf(
  words: readonly string[],
  prefix: string,
  previous: Mention | null,
  following: string,
): Mention['role'] {
  const said = words.map(meaningOf).findLast(Boolean);
  if (said) return said;
  const attached = isSingleWord(prefix) ? meaningOf(prefix) : null;
  if (attached) return attached;
  if (previous?.role === 'other') return 'other';
  const behind = following.match(ID) ? null : meaningOf(following);
  if (behind === null) return 'open';
  const unnamed = !words.some(namesSomething);
  return unnamed && (behind === 'conversation' || behind === 'other') ? 'scope' : 'outer';
}

function inParameters(text: string, kind: Place, words: readonly string[]): Mention[] {
  const mentions: Mention[] = [];
  for (const [name, value] of new URLSearchParams(text)) {
    const bare = value === '' && name.match(ID) !== null;
    const role = bare || saysOnlyId(name) ? roleOf(words, '', null, '') : meaningOf(name);
    for (const [id] of (bare ? name : value).matchAll(ID)) {
      mentions.push(mention(id, role ?? 'outer', kind, bare ? name : `${name}=${value}`));
    }
    if (mentions.length >= MENTIONS_READ) break;
  }
  return mentions;
}

function mention(id: string, role: Mention['role'], kind: Place, excerpt: string): Mention {
  return { id: id.toLowerCase(), role, reason: { kind, excerpt: excerpt.slice(-EXCERPT_LENGTH) } };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
