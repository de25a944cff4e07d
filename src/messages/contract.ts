import { UNNAMED } from '../domain/conversation';
import { codePoints } from '../domain/feedback';
import { type Reasons, wrongWith } from '../domain/reasons';
import {
  uuid as anyUuid,
  type Fields,
  fits,
  flag,
  listOf,
  nullable,
  number,
  object,
  oneOf,
  optional,
  read,
  type Shape,
  strict,
  such,
  text,
  textUpTo,
  that,
  whole,
} from '../vendors/shape';
import type { Message, RequestKind } from './client';
import { SHORTEST_PASSPHRASE } from './view';

/** Who may ask: a vendor's top document with our content scripts, or one of our own pages. */
export type SenderKind = 'document' | 'page';

/** Lower case only: an id must not come in two spellings. */
const uuid = such(anyUuid, (id) => id === id.toLowerCase());
const short = textUpTo(200);
const title = textUpTo(500);
/** As long as the longest that is recognised: what gets a panel can be rated. */
const address = textUpTo(8_192);
/** Four times the longest comment any vendor takes, so that one too long is kept, not refused. */
const comment = textUpTo(20_000);
const origin = such(short, (value) => /^https:\/\/[a-z0-9.-]+$/.test(value));
const time = such(number, (value) => value >= 0);
const turn = such(whole, (value) => value >= UNNAMED);

const conversation = object({
  vendor: short,
  origin,
  scope: nullable(short),
  id: uuid,
});
const feedback = object({
  rating: nullable(oneOf('good', 'neutral', 'bad')),
  comment,
});
const page = object({ title, address });
/** Where a panel can stand. */
export const corner = oneOf('bottom-end', 'bottom-start', 'top-end', 'top-start');
const connectionDraft = {
  id: nullable(short),
  vendor: short,
  name: short,
  origin: textUpTo(300),
  scope: nullable(short),
  scopeName: nullable(title),
  actAs: nullable(title),
  key: nullable(such(textUpTo(8_000), (key) => key !== '')),
  accepted: optional(flag),
};

const passphrase = textUpTo(1_000);
/** A short one is found by trying; what stands here is said in Options, too. */
const newPassphrase = such(passphrase, (words) => codePoints(words) >= SHORTEST_PASSPHRASE);

/** A whole number from 1 on. */
const upTo = (most: number) => such(whole, (value) => value > 0 && value <= most);

/** A list of quick reasons that can be read back. */
const reasonList = such(listOf(text), (list) => wrongWith(list) === null);
/**
 * The quick reasons of one vendor. Nothing may lie beside the lists: it would be kept, whatever its
 * size.
 */
export const reasons = strict({ good: reasonList, bad: reasonList });
/** Far more vendors than there will be. */
const MOST_VENDORS = 20;

/** What may be preferred, also as it lies on disk. */
export const preferences = object({
  /** How long stored feedback is kept; null for ever. */
  keepMonths: nullable(upTo(120)),
  /** The guard's limit. */
  watchMinutes: upTo(60),
  reasons: optional(
    that<Record<string, Reasons>>(
      (value) =>
        typeof value === 'object' &&
        value !== null &&
        Object.keys(value).length <= MOST_VENDORS &&
        Object.entries(value).every(([id, one]) => fits(short, id) && fits(reasons, one)),
    ),
  ),
});

const both: SenderKind[] = ['document', 'page'];
const documents: SenderKind[] = ['document'];
const pages: SenderKind[] = ['page'];

function from<F extends Fields>(senders: SenderKind[], fields: F = {} as F) {
  return { from: senders, input: object(fields) };
}

/** Every message: who may send it, and what it has to look like. Unknown fields fall away. */
export const contract = {
  recognised: from(documents, { conversation, watchingSince: time }),
  left: from(documents, { watchingSince: time }),
  called: from(documents, {
    conversation,
    startedAt: time,
    endedAt: time,
    run: flag,
    watchingSince: time,
  }),
  online: from(documents),
  view: from(both, { conversation, turn: nullable(turn), look: flag, focus: optional(flag) }),
  rate: from(both, { conversation, turn, pressId: uuid, feedback, page }),
  draft: from(both, { conversation, turn, text: nullable(comment) }),
  preview: from(both, { conversation, turn, feedback }),
  undo: from(both, { conversation, turn, pressId: uuid }),
  decide: from(both, {
    conversation,
    turn,
    decision: oneOf('discard', 'retry', 'rate-new', 'send-anyway', 'still-this', 'newer-answer'),
  }),
  choose: from(both, { conversation, connection: short }),
  place: from(documents, { corner, hidden: flag }),
  open: from(both, { page: oneOf('options', 'journal'), vendor: nullable(short) }),
  tab: from(pages, { tabId: whole, address }),
  show: from(pages, { host: short, hidden: flag }),
  unsettled: from(pages),
  connections: from(pages),
  saveConnection: from(pages, connectionDraft),
  testConnection: from(pages, connectionDraft),
  removeConnection: from(pages, { id: short }),
  restoreConnection: from(pages, { id: short }),
  journal: from(pages, { of: nullable(conversation), before: nullable(time) }),
  unreadable: from(pages, { after: turn }),
  preferences: from(pages),
  prefer: { from: pages, input: preferences },
  erase: from(pages),
  protection: from(pages),
  unlock: from(pages, { passphrase }),
  lock: from(pages),
  setPassphrase: from(pages, { current: nullable(passphrase), next: nullable(newPassphrase) }),
  lockAfter: from(pages, { minutes: nullable(upTo(1_440)) }),
  policy: from(pages),
  notices: from(pages),
} satisfies Record<RequestKind, { from: SenderKind[]; input: Shape }>;

/**
 * Reads a message from any sender.
 *
 * @returns the message, or the refusal: `unknown-message` for none of ours, `malformed` for one of
 * ours that does not fit
 */
export function readMessage(raw: unknown): Message | 'unknown-message' | 'malformed' {
  const kind = (raw as { kind?: unknown } | null)?.kind;
  if (typeof kind !== 'string' || !Object.hasOwn(contract, kind)) return 'unknown-message';
  const input = read(contract[kind as RequestKind].input, raw);
  return input ? ({ ...(input as object), kind } as Message) : 'malformed';
}
