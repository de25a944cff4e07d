/**
 * What a word beside an id says about it. `scope`: a product or project. `outer`: something around
 * those, such as an organisation. `other`: something else entirely, such as a file.
 */
export type Meaning = 'conversation' | 'scope' | 'outer' | 'other';

const MEANINGS: readonly (readonly [Meaning, RegExp])[] = [
  ['conversation', /^(conversation|convo|conv|chat|thread|playground|ask|c)$/],
  ['scope', /^(product|project|p)$/],
  ['outer', /^(org|organi[sz]ation|tenant|team|account|workspace|space|company|customer|region)$/],
  [
    'other',
    /^(user|member|profile|person|people|author|file|doc|document|playbook|task|folder|collection|catalog|dataset|table|column|metric|chart|dashboard|report|source|connection|connector|integration|model|agent|skill|tool|signal|feedback|message|msg|query|version|revision|setting|invite|invitation|key|token|job|run|event|log|alert|notification|request|template|prompt|tag|label|comment|attachment|image|upload|export|schema|entity|object)$/,
  ],
];

/** Parts of an address that stand for no thing: the app itself, a version, a language. */
const EMPTY = /^(app|web|ui|v\d+|[a-z]{2}([-_][a-z]{2})?)$/i;

/** A word's parts in the singular, without an `id` at the end: `selectedChatIds` → selected, chat. */
function parts(word: string): string[] {
  return word
    .replace(/([a-z])(?=[A-Z])/g, '$1 ')
    .toLowerCase()
    .split(/[^a-z]+/)
    .map((part) =>
      part
        .replace(/(uu)?ids?$/, '')
        .replace(/ies$/, 'y')
        .replace(/s$/, ''),
    )
    .filter(Boolean);
}

/**
 * What a path segment or a parameter's name says; null for words nobody has foreseen. The last
 * part that means something decides, as the noun does in English: `project-chats` are chats.
 * Single letters count only when they stand alone.
 */
export function meaningOf(word: string): Meaning | null {
  const all = parts(word);
  for (const part of all.reverse()) {
    if (part.length === 1 && all.length > 1) continue;
    for (const [meaning, words] of MEANINGS) if (words.test(part)) return meaning;
  }
  return null;
}

/** Whether a parameter's name says no more than that an id follows: `id`, `uuid`. */
export function saysOnlyId(word: string): boolean {
  return parts(word).length === 0;
}

/** Whether a path segment names anything at all, known or not. */
export function namesSomething(word: string): boolean {
  return parts(word).length > 0 && !EMPTY.test(word);
}

/** Whether a word has one part only, as in `conv_<id>`, and is not a title put before an id. */
export function isSingleWord(word: string): boolean {
  return parts(word).length === 1;
}
