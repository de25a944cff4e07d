/**
 * What a word beside an id says about it. `scope`: a product or project. `outer`: something around
 * those, such as an organisation. `other`: something else entirely, such as a file.
 */
export type Meaning = 'conversation' | 'scope' | 'outer' | 'other';

const MEANINGS: Record<Meaning, RegExp> = {
  conversation: /^(conversation|convo|conv|chat|thread|playground|ask|c)$/,
  scope: /^(product|project|p)$/,
  outer: /^(org|organi[sz]ation|tenant|team|account|workspace|space|company|customer|region)$/,
  other:
    /^(user|member|profile|author|file|doc|document|playbook|task|folder|collection|catalog|dataset|table|column|metric|chart|dashboard|report|source|connector|connection|integration|model|agent|skill|signal|feedback|message|query|version|setting|invite|key|token|job|run|event|alert|notification|request|template|comment|image|export|schema)$/,
};

/** A word's parts in the singular, without an `id` at the end: `selectedChatIds` → selected, chat. */
function parts(word: string): string[] {
  return word
    .replace(/([a-z])(?=[A-Z])/g, '$1 ')
    .toLowerCase()
    .split(/[^a-z]+/)
    .map((part) => part.replace(/((uu)?ids?|s)$/, '').replace(/ie$/, 'y'))
    .filter(Boolean);
}

/**
 * What a path segment or a parameter's name says; null for words nobody has foreseen. The last
 * part that means something decides, as the noun does in English: `project-chats` are chats.
 * Single letters count only when they stand alone.
 */
export function meaningOf(word: string): Meaning | null {
  const all = parts(word);
  for (const part of all.toReversed()) {
    if (part.length === 1 && all.length > 1) continue;
    for (const meaning in MEANINGS) {
      if (MEANINGS[meaning as Meaning].test(part)) return meaning as Meaning;
    }
  }
  return null;
}

/** Whether a parameter's name says no more than that an id follows: `id`, `uuid`. */
export function saysOnlyId(word: string): boolean {
  return parts(word).length === 0;
}
