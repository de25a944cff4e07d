import { describe, expect, test } from 'vitest';
import {
  type BrowserSender,
  type Desk,
  identify,
  Refused,
  route,
} from '../../../src/background/router';
import { conversationKey } from '../../../src/domain/conversation';
import type { Message } from '../../../src/messages/client';
import { contract } from '../../../src/messages/contract';
import { siteOfHost } from '../../../src/vendors/site';
import { CONVERSATION, MESSAGES } from '../messages/messages';

const ID = 'abcdefghijklmnop';
const OURS = `chrome-extension://${ID}`;
const WORLD = { extensionId: ID, extensionOrigin: OURS, siteOfHost };
const APP = 'https://app.clarityq.ai';
const TAB = { id: 7, url: `${APP}/` };
const TOP = { id: ID, origin: APP, url: `${APP}/`, frameId: 0, documentId: 'doc', tab: TAB };

const on = (origin: string): BrowserSender => {
  const url = `${origin}/`;
  return { ...TOP, origin, url, tab: { id: 7, url } };
};

const SENDERS: Record<string, [is: 'document' | 'page' | null, sender: BrowserSender]> = {
  'vendor top frame': ['document', { ...TOP, documentLifecycle: 'active' }],
  'vendor top frame that is being left': [
    'document',
    { ...TOP, documentLifecycle: 'pending_deletion' },
  ],
  'vendor top frame, browser without origin and document id': [
    'document',
    { ...TOP, origin: undefined, documentId: undefined },
  ],
  'extension page in a tab': ['page', { ...on(OURS), documentLifecycle: 'active' }],
  'extension popup': ['page', { id: ID, origin: OURS, url: `${OURS}/popup.html` }],
  'vendor sub-frame': [null, { ...TOP, frameId: 3 }],
  'vendor frame of unknown place': [null, { ...TOP, frameId: undefined }],
  'prerendered vendor page': [null, { ...TOP, documentLifecycle: 'prerender' }],
  'vendor page outside any tab': [null, { ...TOP, tab: undefined }],
  'other site': [null, on('https://example.com')],
  'look-alike below another domain': [null, on('https://app.clarityq.ai.example.net')],
  'look-alike beside the domain': [null, on('https://notclarityq.ai')],
  'vendor site that is not the app': [null, on('https://docs.clarityq.ai')],
  'vendor over http': [null, on('http://app.clarityq.ai')],
  'vendor at another port': [null, on('https://app.clarityq.ai:8443')],
  'vendor page in a sandbox': [null, { ...TOP, origin: 'null' }],
  'other site that names ours in its address': [null, { ...on('https://evil.example'), url: OURS }],
  'other extension': [
    null,
    { ...on(`chrome-extension://ponmlkjihgfedcba`), id: 'ponmlkjihgfedcba' },
  ],
  'other extension in a vendor page': [null, { ...TOP, id: 'ponmlkjihgfedcba' }],
  'page without extension id': [null, { ...TOP, id: undefined }],
  'no sender': [null, {}],
};

/** A desk that notes what reached it; everything is confirmed unless told otherwise. */
function desk(confirmed: (document: string, key: string) => boolean = () => true) {
  const handled: string[] = [];
  const handlers = Object.fromEntries(
    Object.keys(contract).map((kind) => [kind, async () => handled.push(kind) && 'answer']),
  ) as unknown as Desk['handlers'];
  const open = async (): Promise<Desk> => ({
    handlers,
    confirmed: async ({ id }, key) => confirmed(id, key),
  });
  return { handled, open, handlers };
}

const matrix = Object.entries(SENDERS).flatMap(([name, [is, sender]]) =>
  MESSAGES.map((message): [string, string, 'document' | 'page' | null, BrowserSender, Message] => [
    message.kind,
    name,
    is,
    sender,
    message,
  ]),
);

describe('every message, from every sender', () => {
  test.each(matrix)('%s from %s', async (kind, _, is, sender, message) => {
    const { handled, open } = desk();
    const allowed = contract[message.kind].from.some((one) => one === is);
    const answer = await route(message, sender, WORLD, open);
    if (is === null) expect(answer).toBeUndefined();
    else if (allowed) expect(answer).toEqual({ ok: true, value: 'answer' });
    else expect(answer).toEqual({ ok: false, refusal: 'not-allowed' });
    expect(handled).toEqual(allowed ? [kind] : []);
  });
});

describe('outsiders', () => {
  test('get no answer at all, not even that a message was malformed', () => {
    const open = () => Promise.reject(new Error('opened for an outsider'));
    for (const [is, sender] of Object.values(SENDERS)) {
      if (is !== null) continue;
      for (const raw of [MESSAGES[0], { kind: 'rate' }, { kind: 'nonsense' }, null]) {
        expect(route(raw, sender, WORLD, open)).toBeUndefined();
      }
    }
  });

  test('nothing in a message says who sent it', async () => {
    const { handled, open } = desk();
    const forged = { ...MESSAGES[0], sender: { id: ID, origin: OURS }, origin: OURS, id: ID };
    expect(route(forged, on('https://evil.example'), WORLD, open)).toBeUndefined();
    expect(handled).toEqual([]);
  });
});

describe('a known sender', () => {
  const [, top] = SENDERS['vendor top frame'] as ['document', BrowserSender];

  test('is known by its document, or by its tab where the browser names none', () => {
    expect(identify(top, WORLD)).toMatchObject({ kind: 'document', id: 'doc', tabId: 7 });
    const [, bare] = SENDERS['vendor top frame, browser without origin and document id'] as [
      'document',
      BrowserSender,
    ];
    expect(identify(bare, WORLD)).toMatchObject({ id: 'tab 7', host: 'app.clarityq.ai' });
  });

  test.each([
    [{ kind: 'view' }, 'malformed'],
    [{ kind: 'rate', feedback: { rating: 'excellent' } }, 'malformed'],
    [{ kind: 'nonsense' }, 'unknown-message'],
    [null, 'unknown-message'],
    ['rate', 'unknown-message'],
  ])('that says %j is refused in one word and without effect', async (raw, refusal) => {
    const { handled, open } = desk();
    expect(await route(raw, top, WORLD, open)).toEqual({ ok: false, refusal });
    expect(handled).toEqual([]);
  });

  test("a page's broadcast to other pages is left to them", () => {
    const [, popup] = SENDERS['extension popup'] as ['page', BrowserSender];
    expect(route({ hint: 'changed' }, popup, WORLD, desk().open)).toBeUndefined();
  });
});

describe('a document speaks for its own vendor, server and confirmed conversations only', () => {
  const naming = MESSAGES.filter(
    (message) => 'conversation' in message && contract[message.kind].from.includes('document'),
  ).map((message): [string, Message] => [message.kind, message]);
  const refused = { ok: false, refusal: 'not-this-conversation' };
  const foreign = [
    { ...CONVERSATION, vendor: 'clarifeye' },
    { ...CONVERSATION, vendor: 'clarifeye', origin: 'https://eu.app.clarifeye.ai' },
    { ...CONVERSATION, origin: 'https://eu.app.clarifeye.ai' },
    { ...CONVERSATION, origin: 'https://api.clarityq.ai.example.net' },
  ];

  test('there are such messages', () => expect(naming.length).toBeGreaterThan(6));

  test.each(naming)('%s for another vendor or server', async (_, message) => {
    for (const conversation of foreign) {
      const { handled, open } = desk();
      expect(await route({ ...message, conversation }, TOP, WORLD, open)).toEqual(refused);
      expect(handled).toEqual([]);
    }
  });

  test('at Clarifeye, for the other region', async () => {
    const eu = on('https://eu.app.clarifeye.ai');
    for (const [, message] of naming) {
      const conversation = {
        ...CONVERSATION,
        vendor: 'clarifeye',
        origin: 'https://us.app.clarifeye.ai',
      };
      expect(await route({ ...message, conversation }, eu, WORLD, desk().open)).toEqual(refused);
    }
  });

  test.each(naming.filter(([kind]) => kind !== 'recognised'))(
    '%s for one that was not confirmed, whether or not it exists',
    async (_, message) => {
      const key = conversationKey(CONVERSATION);
      const { handled, open } = desk((document, asked) => document === 'doc' && asked !== key);
      expect(await route(message, TOP, WORLD, open)).toEqual(refused);
      const elsewhere = desk((document) => document === 'another');
      expect(await route(message, TOP, WORLD, elsewhere.open)).toEqual(refused);
      expect([...handled, ...elsewhere.handled]).toEqual([]);
    },
  );

  test('recognised, when the tab shows another by its address', async () => {
    const message = MESSAGES.find(({ kind }) => kind === 'recognised');
    const at = (id: string) => ({ ...TOP, tab: { id: 7, url: `${APP}/conversations/${id}` } });
    const other = 'b2c3d4e5-f6a7-4b8c-9d0e-1f2a3b4c5d6e';
    expect(await route(message, at(other), WORLD, desk().open)).toEqual(refused);
    expect(await route(message, at(CONVERSATION.id), WORLD, desk().open)).toMatchObject({
      ok: true,
    });
  });

  test("the document's first address does not count once the tab is elsewhere", async () => {
    const message = MESSAGES.find(({ kind }) => kind === 'recognised');
    const moved = { ...TOP, url: `${APP}/conversations/b2c3d4e5-f6a7-4b8c-9d0e-1f2a3b4c5d6e` };
    expect(await route(message, moved, WORLD, desk().open)).toMatchObject({ ok: true });
  });
});

describe('a refusal reveals nothing', () => {
  const [view] = MESSAGES.filter(({ kind }) => kind === 'view');
  const failing = (error: unknown) => {
    const { open, handlers } = desk();
    Object.assign(handlers, { view: () => Promise.reject(error) });
    return route(view, TOP, WORLD, open);
  };

  test.each<[string, unknown, string]>([
    ['an error', new Error('the key is sk-secret'), 'failed'],
    ['a type error', new TypeError('x is undefined'), 'failed'],
    ['nothing', undefined, 'failed'],
    ['text', 'sk-secret', 'failed'],
    ['a full disk', new DOMException('disk', 'QuotaExceededError'), 'storage-failed'],
    ['a closed store', new DOMException('closed', 'InvalidStateError'), 'storage-failed'],
    ['a refusal of its own', new Refused('not-allowed'), 'not-allowed'],
  ])('a handler that throws %s', async (_, error, refusal) => {
    expect(await failing(error)).toEqual({ ok: false, refusal });
  });

  test('a handler that throws at once is answered like one that rejects', async () => {
    const { open, handlers } = desk();
    const throwing = () => {
      throw new Error('sk-secret');
    };
    Object.assign(handlers, { view: throwing });
    expect(await route(view, TOP, WORLD, open)).toEqual({ ok: false, refusal: 'failed' });
  });

  test('storage that cannot open is a refusal with a reason, not silence', async () => {
    const blocked = () => Promise.reject(new DOMException('no', 'UnknownError'));
    expect(await route(view, TOP, WORLD, blocked)).toEqual({
      ok: false,
      refusal: 'storage-failed',
    });
  });
});
