import type { Conversation } from '../domain/conversation';
import type { Candidate, Reason } from '../domain/evidence';
import { ID, idsIn } from './ids';
import { type Meaning, meaningOf, saysOnlyId } from './words';

/** Enough to see that there are several; an address with hundreds of ids says no more than that. */
const MENTIONS_READ = 24;
/** The most that is shown of an address to say what was recognised in it. */
export const EXCERPT_LENGTH = 120;

/** What an id is; `open` where no word beside it decides. */
type Role = Meaning | 'open';

/** An id somewhere in an address. */
interface Mention {
  id: string;
  role: Role;
  reason: Reason;
}

/** What the page's own calls have said about ids that may stand in its address as well. */
export type Known = ReadonlyMap<string, 'conversation' | 'scope'>;

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
  const mentions = strongest(mentionsIn(url), known);
  const inRole = (role: Role) => mentions.filter((mention) => mention.role === role);
  const scopes = inRole('scope');
  const said = inRole('conversation');
  const open = said.length > 0 ? [] : inRole('open');
  if (scopes.length === 0 && open.length > 1) scopes.push(...open.splice(0, 1));
  const scope = scopes.length === 1 ? (scopes[0]?.id ?? null) : null;
  const candidates = [...said, ...open].map(({ id, reason }) => ({
    conversation: { ...base, scope, id },
    reason,
  }));
  return { candidates, scope };
}

/** One mention an id: the one whose words say most, or what the page's calls say of it. */
function strongest(mentions: readonly Mention[], known: Known): Mention[] {
  const order: Role[] = ['conversation', 'scope', 'other', 'outer', 'open'];
  const byId = new Map<string, Mention>();
  for (const mention of mentions) {
    const { id } = mention;
    const role = mention.role === 'open' ? (known.get(id) ?? 'open') : mention.role;
    const other = byId.get(id);
    if (!other || order.indexOf(role) < order.indexOf(other.role)) {
      byId.set(id, { ...mention, role });
    }
  }
  return [...byId.values()];
}

function mentionsIn(url: URL): Mention[] {
  const hash = url.hash.slice(1);
  const cut = hash.indexOf('?');
  const [route, parameters] =
    cut >= 0
      ? [hash.slice(0, cut), hash.slice(cut + 1)]
      : hash.includes('=')
        ? ['', hash]
        : [hash, ''];
  const path = inSegments(url.pathname, 'in-path', []);
  const query = inParameters(url.search, 'in-query', path.words);
  const fragment = inSegments(route, 'in-hash', path.words, path.last);
  const inHash = inParameters(parameters, 'in-hash', fragment.words);
  return [...path.mentions, ...query, ...fragment.mentions, ...inHash].slice(0, MENTIONS_READ);
}

/** What a path has said: its ids, and the words and the id that whatever follows stands beside. */
interface Said {
  mentions: Mention[];
  words: string[];
  last: Role | null;
}

function inSegments(
  path: string,
  kind: Reason['kind'],
  before: readonly string[],
  previous: Role | null = null,
): Said {
  const raw = path.split('/').filter(Boolean);
  const segments = raw.map(decoded);
  const said: Said = { mentions: [], words: [...before], last: previous };
  segments.forEach((segment, index) => {
    const ids = idsIn(segment);
    if (ids.length === 0) {
      said.words.push(segment);
      return;
    }
    const role = roleOf(said, segment.slice(0, segment.search(ID)), segments[index + 1] ?? '');
    const excerpt = raw.slice(Math.max(index - 1, 0), index + 1).join('/');
    said.mentions.push(...ids.map((id) => mention(id, role, kind, excerpt)));
    said.words = [];
    said.last = role;
  });
  return said;
}

/**
 * What the words around an id in a path say. The nearest word with a meaning before it decides,
 * then one attached to it (`conv_<id>`). An id with nothing but a word with a meaning behind it is
 * what that thing lies in: in `/<id>/chat` the id is not yet the chat. Words of three letters and
 * less before it (`app`, `v1`, `en`) name nothing.
 */
function roleOf({ words, last }: Omit<Said, 'mentions'>, attached: string, behind: string): Role {
  const said =
    words.map(meaningOf).findLast(Boolean) ??
    (/^[a-z]+[^a-z]?$/i.test(attached) ? meaningOf(attached) : null);
  if (said) return said;
  if (last === 'other') return last;
  const within = idsIn(behind).length > 0 ? null : meaningOf(behind);
  if (!within) return 'open';
  const unnamed = words.every((word) => word.length < 4);
  return unnamed && (within === 'conversation' || within === 'other') ? 'scope' : 'outer';
}

function inParameters(text: string, kind: Reason['kind'], words: string[]): Mention[] {
  return [...new URLSearchParams(text)].flatMap(([name, value]) => {
    const role = saysOnlyId(name)
      ? roleOf({ words, last: null }, '', '')
      : (meaningOf(name) ?? 'outer');
    const excerpt = `${name}=${value}`;
    return idsIn(value).map((id) => mention(id, role, kind, excerpt));
  });
}

function mention(id: string, role: Role, kind: Reason['kind'], excerpt: string): Mention {
  return { id, role, reason: { kind, excerpt: excerpt.slice(-EXCERPT_LENGTH) } };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
