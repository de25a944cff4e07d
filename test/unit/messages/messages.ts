import type { Message, RequestKind, Requests } from '../../../src/messages/client';

export const CONVERSATION = {
  vendor: 'clarityq',
  origin: 'https://api.clarityq.ai',
  scope: null as string | null,
  id: 'a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d',
};
const PRESS = '0b0b0b0b-1111-4222-8333-444444444444';
const AT = { conversation: CONVERSATION, turn: 1 };
const DRAFT: Requests['saveConnection']['input'] = {
  id: null,
  vendor: 'clarityq',
  name: 'Ours',
  origin: 'https://api.clarityq.ai',
  scope: 'product',
  scopeName: 'Product',
  actAs: 'ann@example.com',
  key: 'secret',
};

/** One sound message of every kind, every field filled in. */
const INPUTS: { [K in RequestKind]: Requests[K]['input'] } = {
  recognised: { conversation: CONVERSATION, watchingSince: 5 },
  left: { watchingSince: 5 },
  called: { conversation: CONVERSATION, startedAt: 5, endedAt: 5, run: true, watchingSince: 5 },
  online: {},
  view: { ...AT, look: true },
  rate: {
    ...AT,
    pressId: PRESS,
    feedback: { rating: 'good', comment: 'words' },
    page: { title: 'Revenue', address: 'https://app.clarityq.ai/c' },
  },
  draft: { ...AT, text: 'words' },
  preview: { ...AT, feedback: { rating: 'bad', comment: '' } },
  undo: { ...AT, pressId: PRESS },
  decide: { ...AT, decision: 'retry' },
  choose: { conversation: CONVERSATION, connection: 'c' },
  place: { corner: 'top-end', hidden: true },
  open: { page: 'options', vendor: 'clarityq' },
  tab: { tabId: 3, address: 'https://app.clarityq.ai/c' },
  show: { host: 'app.clarityq.ai', hidden: false },
  unsettled: {},
  connections: {},
  saveConnection: DRAFT,
  testConnection: DRAFT,
  removeConnection: { id: 'c' },
  restoreConnection: { id: 'c' },
  journal: { of: CONVERSATION, before: 5 },
  unreadable: { after: 0 },
  preferences: {},
  prefer: {
    keepMonths: 12,
    watchMinutes: 2,
    reasons: { clarityq: { good: ['Correct'], bad: [] } },
  },
  erase: {},
  protection: {},
  unlock: { passphrase: 'correct horse' },
  lock: {},
  setPassphrase: { current: 'correct horse', next: 'battery staple' },
  lockAfter: { minutes: 15 },
  policy: {},
  notices: {},
};

export const MESSAGES = Object.entries(INPUTS).map(
  ([kind, input]) => ({ ...input, kind }) as Message,
);

/** The path to every single value of a message below its kind. */
export function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, part]) =>
    path.length === 0 && name === 'kind' ? [] : leaves(part, [...path, name]),
  );
}

/** The message with another value at `path`; left out where it is undefined. */
export function changed(message: unknown, [name = '', ...rest]: string[], value: unknown): unknown {
  const { [name]: present, ...others } = message as Record<string, unknown>;
  if (rest.length > 0) return { ...others, [name]: changed(present, rest, value) };
  return value === undefined ? others : { ...others, [name]: value };
}
