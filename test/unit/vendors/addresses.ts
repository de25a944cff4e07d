/** Ids as vendors write them; P and Q are products or projects, A, B and C conversations. */
export const P = '1f0c2b7e-9a41-4c55-8a10-3d6f0e5b7a01';
export const Q = '2e1d3c8f-0b52-4d66-9b21-4e7a1f6c8b02';
export const A = 'a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d';
export const B = 'b2c3d4e5-f6a7-4b8c-9d0e-1f2a3b4c5d6e';
export const C = 'c3d4e5f6-a7b8-4c9d-8e0f-2a3b4c5d6e7f';
/** An id of something that is neither. */
export const X = '99999999-8888-4777-8666-555555555555';

/** What an address comes to: a conversation in a scope, several, or nothing. */
export type Expected =
  | { id: string; scope: string | null; by: 'in-path' | 'in-query' | 'in-hash' }
  | { several: string[] }
  | null;

/** Paths, queries and hashes below a host of a vendor's app, the same for every vendor. */
export const PLACES: readonly [string, Expected][] = [
  // Words that say it.
  [`/conversations/${A}`, { id: A, scope: null, by: 'in-path' }],
  [`/conversation/${A}/`, { id: A, scope: null, by: 'in-path' }],
  [`/c/${A}`, { id: A, scope: null, by: 'in-path' }],
  [`/chat/${A}`, { id: A, scope: null, by: 'in-path' }],
  [`/chats/${A.toUpperCase()}`, { id: A, scope: null, by: 'in-path' }],
  [`/thread/${A}`, { id: A, scope: null, by: 'in-path' }],
  [`/playground/${A}`, { id: A, scope: null, by: 'in-path' }],
  [`/playground-conversations/${A}`, { id: A, scope: null, by: 'in-path' }],
  [`/playgroundConversations/${A}`, { id: A, scope: null, by: 'in-path' }],
  [`/conversations/view/${A}`, { id: A, scope: null, by: 'in-path' }],
  [`/chat/revenue-by-region-${A}`, { id: A, scope: null, by: 'in-path' }],
  [`/s/conv_${A}`, { id: A, scope: null, by: 'in-path' }],
  [`/c%2F${A}`, { id: A, scope: null, by: 'in-path' }],
  [`/users/${X}/conversations/${A}`, { id: A, scope: null, by: 'in-path' }],
  [`/conversations/${A}/messages/${X}`, { id: A, scope: null, by: 'in-path' }],
  [`/conversations/${A}/${X}`, { id: A, scope: null, by: 'in-path' }],
  [`/conversations/${A}#${X}`, { id: A, scope: null, by: 'in-path' }],
  // Scope beside the conversation.
  [`/products/${P}/conversations/${A}`, { id: A, scope: P, by: 'in-path' }],
  [`/projects/${P}/playground/${A}`, { id: A, scope: P, by: 'in-path' }],
  [`/project/${P}/chat/${A}?tab=sql`, { id: A, scope: P, by: 'in-path' }],
  [`/p/${P}/c/${A}`, { id: A, scope: P, by: 'in-path' }],
  [`/projects/${P}/${A}`, { id: A, scope: P, by: 'in-path' }],
  [`/projects/${P}/results/${A}`, { id: A, scope: P, by: 'in-path' }],
  [`/${P}/chat/${A}`, { id: A, scope: P, by: 'in-path' }],
  [`/app/${P}/chat/${A}`, { id: A, scope: P, by: 'in-path' }],
  [`/org/${X}/${P}/c/${A}`, { id: A, scope: P, by: 'in-path' }],
  [`/galaxy/${X}/chat/${A}`, { id: A, scope: null, by: 'in-path' }],
  [`/c/${A}?product_id=${P}`, { id: A, scope: P, by: 'in-path' }],
  [`/products/${P}/c/${A}?product=${Q}`, { id: A, scope: null, by: 'in-path' }],
  // Words that do not decide.
  [`/${A}`, { id: A, scope: null, by: 'in-path' }],
  [`/v/${A}`, { id: A, scope: null, by: 'in-path' }],
  [`/share/${A}`, { id: A, scope: null, by: 'in-path' }],
  [`/${P}/${A}`, { id: A, scope: P, by: 'in-path' }],
  [`/app/${P}/${A}`, { id: A, scope: P, by: 'in-path' }],
  [`/${P}/${A}/${B}`, { several: [A, B] }],
  [`/projects/${P}/${A}/${B}`, { several: [A, B] }],
  // In the query.
  [`/?conversation=${A}`, { id: A, scope: null, by: 'in-query' }],
  [`/?conversation_id=${A}`, { id: A, scope: null, by: 'in-query' }],
  [`/?conversationId=${A}&product=${P}`, { id: A, scope: P, by: 'in-query' }],
  [`/products/${P}/ask?chat=${A}`, { id: A, scope: P, by: 'in-query' }],
  [`/ask?c=${A}&utm_id=${X}`, { id: A, scope: null, by: 'in-query' }],
  [`/?activeChatId=${A}`, { id: A, scope: null, by: 'in-query' }],
  [`/chat?id=${A}`, { id: A, scope: null, by: 'in-query' }],
  [`/?id=${A}`, { id: A, scope: null, by: 'in-query' }],
  [`/projects/${P}/playground?id=${A}`, { id: A, scope: P, by: 'in-query' }],
  // In the hash.
  [`/#/c/${A}`, { id: A, scope: null, by: 'in-hash' }],
  [`/#!/conversations/${A}`, { id: A, scope: null, by: 'in-hash' }],
  [`/#${A}`, { id: A, scope: null, by: 'in-hash' }],
  [`/chat#${A}`, { id: A, scope: null, by: 'in-hash' }],
  [`/#conversation=${A}`, { id: A, scope: null, by: 'in-hash' }],
  [`/#/projects/${P}/chat/${A}?x=1`, { id: A, scope: P, by: 'in-hash' }],
  [`/projects/${P}#/playground?conversation=${A}`, { id: A, scope: P, by: 'in-hash' }],
  // The same conversation named twice.
  [`/c/${A}?conversation=${A}#${A}`, { id: A, scope: null, by: 'in-path' }],
  // Several.
  [`/c/${A}?conversation=${B}`, { several: [A, B] }],
  [`/chat/${A}/chat/${B}`, { several: [A, B] }],
  [`/chat/${A},${B}`, { several: [A, B] }],
  [`/?chat=${A}&chat=${B}`, { several: [A, B] }],
  // Nothing.
  ['/', null],
  ['/chat', null],
  ['/conversations/new', null],
  ['/conversations/12345', null],
  [`/conversations/${A}0`, null],
  [`/conversations/${A.slice(1)}`, null],
  [`/products/${P}`, null],
  [`/projects/${P}/chat`, null],
  [`/${P}/chat`, null],
  [`/${P}/settings`, null],
  [`/users/${X}`, null],
  [`/playbooks/${X}`, null],
  [`/playbooks/${X}/${C}`, null],
  [`/playbooks/edit/${X}`, null],
  [`/users#${X}`, null],
  [`/documents/${X}`, null],
  [`/chat/documents/${X}`, null],
  [`/files/${X}`, null],
  [`/tasks/${X}`, null],
  [`/projects/${P}/documents/${X}`, null],
  [`/projects/${P}/members/${X}`, null],
  [`/conversation-settings/${X}`, null],
  [`/users?id=${X}`, null],
  [`/?user=${X}`, null],
  [`/?state=${X}&session_state=${X}`, null],
  [`/login?next=/c/${A}`, null],
  [`/?utm_id=${X}`, null],
  [`/#state=${X}`, null],
  [`/org/${X}`, null],
];

/** Hosts where a vendor's app lives, with the API origin of each. */
export const APPS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  clarityq: [
    ['app.clarityq.ai', 'https://api.clarityq.ai'],
    ['acme.clarityq.ai', 'https://api.clarityq.ai'],
    ['eu.app.clarityq.ai', 'https://api.clarityq.ai'],
  ],
  clarifeye: [
    ['eu.app.clarifeye.ai', 'https://eu.app.clarifeye.ai'],
    ['us.app.clarifeye.ai', 'https://us.app.clarifeye.ai'],
    ['acme.clarifeye.io', 'https://acme.clarifeye.io'],
    ['chat.acme.clarifeye.io', 'https://chat.acme.clarifeye.io'],
  ],
};

/** Origins that belong to a vendor and are not its app. */
export const VENDORS_OTHER: readonly string[] = [
  'https://clarityq.ai',
  'https://www.clarityq.ai',
  'https://docs.clarityq.ai',
  'https://v2.docs.clarityq.ai',
  'https://api.clarityq.ai',
  'https://get.clarityq.ai',
  'https://pages.clarityq.ai',
  'https://clarifeye.ai',
  'https://www.clarifeye.ai',
  'https://docs.clarifeye.ai',
  'https://api.clarifeye.ai',
  'https://get.clarifeye.ai',
  'https://pages.clarifeye.ai',
  'https://app.clarifeye.ai',
  'https://clarifeye.io',
  'https://www.clarifeye.io',
  'https://docs.clarifeye.io',
  'http://app.clarityq.ai',
  'http://eu.app.clarifeye.ai',
  'https://app.clarityq.ai:8443',
  'https://eu.app.clarifeye.ai:444',
  'https://someone@app.clarityq.ai',
  'https://someone:secret@eu.app.clarifeye.ai',
  'https://xn--pp-6kc.clarityq.ai',
  'wss://app.clarityq.ai',
];

/** Origins of nobody, among them those that try to look like a vendor's. */
export const STRANGERS: readonly string[] = [
  'https://clarityq.ai.example.net',
  'https://app.clarityq.ai.example.net',
  'https://notclarityq.ai',
  'https://app.notclarityq.ai',
  'https://app-clarityq.ai',
  'https://app.clarityq.ai.',
  'https://app.clarityq.ai@evil.example',
  'https://app.clarityq.ai%2f@evil.example',
  'https://app.clarityq.com',
  'https://app.clarityq.aí',
  'https://app.xn--clrityq-4wa.ai',
  'https://clarifeye.ai.evil.example',
  'https://eu.app.clarifeye.ai.evil.example',
  'https://eu.app.clarifeye.ai.',
  'https://eu.app.notclarifeye.ai',
  'https://acme.notclarifeye.io',
  'https://acme.clarifeye.io.evil.example',
  'https://acme.clarifeye.io@evil.example',
  'https://evil.example/https://eu.app.clarifeye.ai',
  'https://evil.example/?https://app.clarityq.ai',
  'https://evil.example/#https://app.clarityq.ai',
  'https://192.0.2.1',
  'https://localhost',
];
