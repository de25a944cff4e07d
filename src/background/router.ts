import type { Conversation } from '../domain/conversation';
import { conversationKey } from '../domain/conversation';
import type { Message, RequestKind, Requests } from '../messages/client';
import { contract, readMessage } from '../messages/contract';
import type { Answer, Refusal } from '../messages/view';
import type { Site } from '../vendors/site';
import type { ShownDocument } from './documents';

/** What the browser says of a message's sender; nothing in it comes from the message. */
export interface BrowserSender {
  id?: string | undefined;
  origin?: string | undefined;
  url?: string | undefined;
  frameId?: number | undefined;
  documentId?: string | undefined;
  documentLifecycle?: string | undefined;
  tab?: { id?: number | undefined; url?: string | undefined } | undefined;
}

/** A sender that may ask something. */
export type KnownSender =
  | { kind: 'page' }
  | { kind: 'document'; id: string; tabId: number; host: string; site: Site; address: string };

/** What the router needs to know of its surroundings. */
export interface RouterWorld {
  extensionId: string;
  /** The extension's own origin, without a slash at the end. */
  extensionOrigin: string;
  siteOfHost(host: string): Site | undefined;
}

/** What answers a message once its sender is known; opening it may fail for want of storage. */
export interface Desk {
  handlers: Handlers;
  /** Whether this document has shown this conversation during its life, or its detector says so. */
  confirmed(document: ShownDocument, conversation: string): Promise<boolean>;
}

/** What answers each kind of message. */
export type Handlers = {
  [K in RequestKind]: (
    input: Requests[K]['input'],
    sender: KnownSender,
  ) => Promise<Requests[K]['output']>;
};

/** Thrown by a handler to refuse in one word; everything else it throws is `failed`. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/**
 * Who is asking, by the browser's word alone: the extension's own id, then its own pages by origin,
 * then a top document, not a prerendered one, whose origin belongs to a vendor. Everybody else is nobody.
 */
export function identify(sender: BrowserSender, world: RouterWorld): KnownSender | null {
  if (sender.id !== world.extensionId) return null;
  const origin = sender.origin ?? originOf(sender.url);
  if (origin === world.extensionOrigin) return { kind: 'page' };
  if (!sender.tab || sender.frameId !== 0 || sender.tab.id === undefined) return null;
  // A document that is being left may still hand in its last draft; one that nobody sees may not.
  if (sender.documentLifecycle === 'prerender') return null;
  const url = parse(origin);
  const site = url?.protocol === 'https:' ? world.siteOfHost(url.host) : undefined;
  if (!url || !site) return null;
  const id = sender.documentId ?? `tab ${sender.tab.id}`;
  const address = sender.tab.url ?? sender.url ?? '';
  return { kind: 'document', id, tabId: sender.tab.id, host: url.host, site, address };
}

/**
 * Answers one message. Outsiders get no answer at all (undefined); a known sender always gets one,
 * if only a refusal without any effect.
 */
export function route(
  raw: unknown,
  from: BrowserSender,
  world: RouterWorld,
  open: () => Promise<Desk>,
): Promise<Answer<unknown>> | undefined {
  const sender = identify(from, world);
  if (!sender) return undefined;
  const message = readMessage(raw);
  if (message === 'unknown-message' && sender.kind === 'page') return undefined;
  if (typeof message === 'string') return Promise.resolve({ ok: false, refusal: message });
  return answer(message, sender, open);
}

async function answer(
  message: Message,
  sender: KnownSender,
  open: () => Promise<Desk>,
): Promise<Answer<unknown>> {
  if (!contract[message.kind].from.some((kind) => kind === sender.kind)) {
    return { ok: false, refusal: 'not-allowed' };
  }
  try {
    const desk = await open();
    const refusal = await objection(message, sender, desk);
    if (refusal) return { ok: false, refusal };
    const handle = desk.handlers[message.kind] as (
      input: Message,
      sender: KnownSender,
    ) => Promise<unknown>;
    return { ok: true, value: await handle(message, sender) };
  } catch (error) {
    return { ok: false, refusal: error instanceof Refused ? error.refusal : refusalOf(error) };
  }
}

async function objection(
  message: Message,
  sender: KnownSender,
  desk: Desk,
): Promise<Refusal | null> {
  if (sender.kind === 'page' || !('conversation' in message)) return null;
  const { conversation } = message;
  if (!belongs(conversation, sender)) return 'not-this-conversation';
  if (message.kind === 'recognised') {
    return contradicts(conversation, sender) ? 'not-this-conversation' : null;
  }
  return (await desk.confirmed(sender, conversationKey(conversation)))
    ? null
    : 'not-this-conversation';
}

/** The vendor and its server follow from the document's origin, whatever the message says. */
function belongs(conversation: Conversation, { site, host }: KnownSender & { kind: 'document' }) {
  return conversation.vendor === site.id && conversation.origin === site.apiOrigin(host);
}

/** Whether the tab's present address names another conversation than the one claimed. */
function contradicts(
  conversation: Conversation,
  { site, address }: KnownSender & { kind: 'document' },
): boolean {
  const found = site.locate({ address, calls: [] });
  return found.kind === 'this' && found.conversation.id !== conversation.id;
}

function refusalOf(error: unknown): Refusal {
  const name = (error as { name?: string } | null)?.name ?? '';
  // A later version has been here: what it wrote stays as it is.
  if (name === 'VersionError') return 'storage-newer';
  return /Quota|InvalidState|Unknown|Abort|Data/.test(name) ? 'storage-failed' : 'failed';
}

function originOf(url: string | undefined): string | undefined {
  const parsed = parse(url);
  return parsed ? `${parsed.protocol}//${parsed.host}` : undefined;
}

function parse(text: string | undefined): URL | null {
  return URL.parse(text ?? '');
}
