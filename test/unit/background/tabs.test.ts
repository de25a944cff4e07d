import { afterEach, describe, expect, test, vi } from 'vitest';
import { hintDocuments, sight, tabView } from '../../../src/background/tabs';
import type { Conversation } from '../../../src/domain/conversation';
import { conversationKey } from '../../../src/domain/conversation';
import type { Showing } from '../../../src/messages/client';
import { CONVERSATION } from '../domain/entries';
import { connection } from './stores';
import { workerWith } from './worlds';

afterEach(() => void vi.useRealTimers());

const OTHER = { ...CONVERSATION, id: 'b2c3d4e5-f6a7-4b8c-9d0e-1f2a3b4c5d6e' };
const KEY = conversationKey(CONVERSATION);

function shows(conversation: Conversation | null, watchingSince = 5): Showing {
  const reason = { kind: 'in-traffic', excerpt: '' } as const;
  return conversation
    ? { finding: { kind: 'this', conversation, reason }, conversation, watchingSince }
    : { finding: { kind: 'none', reason }, conversation, watchingSince };
}

async function open(...tabIds: number[]) {
  const worker = await workerWith();
  const record = await worker.ledger.changeConversation(CONVERSATION, 5, (known) => known);
  for (const tabId of tabIds) {
    const document = { id: `doc ${tabId}`, tabId, host: 'app.clarityq.ai' };
    await worker.documents.shows(document, KEY, 5);
  }
  return { ...worker, record };
}

describe('a sighting', () => {
  test('is taken from every tab that still shows the conversation', async () => {
    const { world, showing, record, clock } = await open(1, 2);
    showing.set(1, shows(OTHER));
    showing.set(2, shows(CONVERSATION, 900_000));
    expect((await sight(world, record)).watch).toEqual({ from: 900_000, to: clock.now });
  });

  test('is none when the tab shows another by now, or has gone; the gone one is forgotten', async () => {
    const { world, documents, showing, record } = await open(1, 2);
    showing.set(1, shows(OTHER));
    showing.set(2, null);
    expect((await sight(world, record)).watch).toBeNull();
    expect((await documents.all()).map(({ id }) => id)).toEqual(['doc 1']);
  });

  test('does not wait for a frozen tab, and does not forget it either', async () => {
    const { world, documents, showing, record, clock } = await open(1, 2);
    showing.set(1, new Promise(() => undefined));
    showing.set(2, shows(CONVERSATION, 900_000));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let seen: Awaited<ReturnType<typeof sight>> | undefined;
    const sighting = sight(world, record).then((result) => {
      seen = result;
    });
    await vi.waitFor(
      async () => {
        await vi.advanceTimersByTimeAsync(2_000);
        expect(seen).toBeDefined();
      },
      { timeout: 2_000 },
    );
    await sighting;
    expect(seen?.watch).toEqual({ from: 900_000, to: clock.now });
    expect(await documents.all()).toHaveLength(2);
  });
});

describe('a hint', () => {
  test('goes to every document that shows the conversation or has shown it', async () => {
    const { world, documents, noted } = await open(1, 2);
    await documents.shows({ id: 'doc 2', tabId: 2, host: 'h' }, conversationKey(OTHER), 6);
    await documents.shows({ id: 'doc 3', tabId: 3, host: 'h' }, conversationKey(OTHER), 6);
    await hintDocuments(world, KEY);
    expect(noted).toEqual([`hint 1 ${KEY}`, `hint 2 ${KEY}`]);
    noted.length = 0;
    await hintDocuments(world, null);
    expect(noted).toHaveLength(3);
  });
});

describe("the popup's view of a tab", () => {
  const view = (worker: Pick<Awaited<ReturnType<typeof open>>, 'world'>, address: string) =>
    tabView(worker.world, 1, address);
  const AT = `https://app.clarityq.ai/conversations/${CONVERSATION.id}`;

  test("says what the detector found, which knows the page's traffic", async () => {
    const worker = await open();
    worker.showing.set(1, shows(CONVERSATION));
    expect(await view(worker, 'https://app.clarityq.ai/')).toMatchObject({
      vendor: 'clarityq',
      reason: { kind: 'in-traffic' },
      view: { conversation: { id: CONVERSATION.id } },
    });
  });

  test('goes by the address where no detector answers', async () => {
    const worker = await open();
    expect(await view(worker, AT)).toMatchObject({
      reason: { kind: 'in-path' },
      view: { conversation: CONVERSATION },
    });
  });

  test.each<[string, Conversation]>([
    [
      'another vendor',
      { ...CONVERSATION, vendor: 'clarifeye', origin: 'https://eu.app.clarifeye.ai' },
    ],
    ['another server', { ...CONVERSATION, origin: 'https://api.clarityq.ai.example.net' }],
  ])('does not take the word of a document for %s', async (_, foreign) => {
    const worker = await open();
    worker.showing.set(1, shows(foreign));
    expect(await view(worker, AT)).toMatchObject({ view: { conversation: CONVERSATION } });
    const { finding, ...rest } = shows(null);
    const conversations = [CONVERSATION, foreign];
    worker.showing.set(1, { ...rest, finding: { ...finding, kind: 'several', conversations } });
    expect((await view(worker, AT)).choices).toEqual([]);
  });

  test.each([
    ['https://example.com/', null, 'not-a-vendor'],
    ['https://app.clarityq.ai.example.net/', null, 'not-a-vendor'],
    ['chrome://extensions', null, 'not-a-vendor'],
    ['', null, 'not-a-vendor'],
    ['http://app.clarityq.ai/', 'clarityq', 'not-the-app'],
    ['https://www.clarityq.ai/', 'clarityq', 'not-the-app'],
    ['https://docs.clarifeye.ai/', 'clarifeye', 'not-the-app'],
    ['https://api.clarityq.ai/', 'clarityq', 'not-the-app'],
    ['https://app.clarityq.ai/', 'clarityq', 'no-conversation'],
  ])('of %j: a site of %s, %s', async (address, vendor, kind) => {
    const worker = await open();
    expect(await view(worker, address)).toMatchObject({ vendor, reason: { kind }, view: null });
  });

  test('takes no product that is connected for a conversation', async () => {
    const worker = await workerWith(connection({ scope: CONVERSATION.id }));
    const nothing = { reason: { kind: 'no-conversation', excerpt: '' }, view: null };
    expect(await view(worker, AT)).toMatchObject(nothing);
    worker.showing.set(1, shows(CONVERSATION));
    expect(await view(worker, AT)).toMatchObject(nothing);
  });

  test('says that site access is withheld, and takes the word of a detector that was there before', async () => {
    const worker = await open();
    worker.world.tabs.permitted = async () => false;
    expect(await view(worker, AT)).toMatchObject({
      siteAccess: false,
      reason: { kind: 'in-path' },
    });
    worker.showing.set(1, shows(CONVERSATION));
    expect(await view(worker, 'https://app.clarityq.ai/')).toMatchObject({
      siteAccess: false,
      view: { conversation: { id: CONVERSATION.id } },
    });
  });
});
