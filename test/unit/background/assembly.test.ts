import { expect, test, vi } from 'vitest';
import { assemble } from '../../../src/background/assembly';
import { governed, readPolicy } from '../../../src/background/policy';
import type { KnownSender } from '../../../src/background/router';
import type { ConnectionRow } from '../../../src/background/settings';
import { conversationKey } from '../../../src/domain/conversation';
import { fail, succeed } from '../../../src/domain/failure';
import { NO_POLICY } from '../../../src/domain/policy';
import { type Site, siteOfHost, sites } from '../../../src/vendors/site';
import { memoryAlarms } from '../delivery/stores';
import { CONVERSATION, GOOD, receipt } from '../domain/entries';
import { connection, noPassphrase } from './stores';
import { workerWith } from './worlds';

const HOST = 'app.clarityq.ai';
const DOCUMENT: KnownSender = {
  kind: 'document',
  site: siteOfHost(HOST) as Site,
  ...{ id: 'd', tabId: 7, host: HOST, address: '' },
};
const PRESS = {
  ...{ conversation: CONVERSATION, turn: 1, pressId: 'p1', feedback: GOOD },
  page: { title: '', address: '' },
};

/** A whole worker over real stores; what it tells the browser is noted. */
async function worker(...rows: ConnectionRow[]) {
  const made = await workerWith(...rows);
  const { world, vendor } = made;
  const now = { policy: NO_POLICY };
  const sent: string[] = [];
  const counts: number[] = [];
  vendor.api.submit = async (_, { conversation, turn, feedback }) => {
    sent.push(`${feedback.rating}`);
    return succeed({ ...receipt(feedback), conversationId: conversation.id, turn });
  };
  const opened = assemble({
    ...{ ...world, alarms: memoryAlarms(), passphrase: noPassphrase(), siteOfHost },
    settings: governed(made.settings, async () => now.policy),
    apiOf: (id) => (id === 'clarityq' ? vendor.api : undefined),
    policy: { now: async () => now.policy, renew: () => undefined },
    chance: () => 0,
    hintPages: async (key) => void made.noted.push(`hint pages ${key}`),
    async showCount(needsPerson) {
      counts.push(needsPerson);
      if (counts.length === 1) throw new Error('no badge yet');
    },
  });
  return { ...made, opened, now, sent, counts };
}

test('what a policy kept from being sent is sent once it does no longer', async () => {
  const { opened, now, ledger, sent } = await worker(connection());
  now.policy = readPolicy({ allowedVendors: ['clarifeye'] }, sites);
  await opened.handlers.rate(PRESS, DOCUMENT);
  await vi.waitFor(async () => {
    expect(await ledger.all('held')).toMatchObject([{ hold: { failure: { kind: 'barred' } } }]);
  });
  expect(sent).toEqual([]);
  now.policy = NO_POLICY;
  await opened.renewPolicy();
  expect(sent).toEqual(['good']);
  await vi.waitFor(async () => expect(await ledger.all('stored')).toHaveLength(1));
});

test('a press is told to everybody else, and its outcome to all who show the conversation', async () => {
  const { opened, documents, ledger, vendor, noted, world } = await worker(connection());
  const key = conversationKey(CONVERSATION);
  for (const tabId of [7, 8]) {
    await documents.shows({ id: `d${tabId}`, tabId, host: HOST }, key, world.now());
  }
  const others = [`hint 8 ${key}`, `hint pages ${key}`];
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const { submit } = vendor.api;
  vendor.api.submit = async (...submission) => {
    ask();
    await answered;
    return submit(...submission);
  };
  expect((await opened.handlers.rate(PRESS, DOCUMENT)).receipt?.state).toBe('saved');
  await asked;
  expect(noted.toSorted()).toEqual(others);
  answer();
  const told = [...others, `hint 7 ${key}`, ...others].toSorted();
  await vi.waitFor(() => expect(noted.toSorted()).toEqual(told));
  expect(await ledger.all('stored')).toHaveLength(1);
});

test('what had to wait is told of when it is sent after all, by then on its way', async () => {
  const { opened, documents, ledger, vendor, noted, world, clock } = await worker(connection());
  const key = conversationKey(CONVERSATION);
  await documents.shows({ id: 'd7', tabId: 7, host: HOST }, key, world.now());
  const { submit } = vendor.api;
  vendor.api.submit = async () => fail({ kind: 'rate-limited', retryAfterMs: 1 });
  await opened.handlers.rate(PRESS, DOCUMENT);
  await vi.waitFor(async () => expect(await ledger.all('queued')).toMatchObject([{ attempts: 1 }]));
  await vi.waitFor(() => expect(noted.filter((one) => one.startsWith('hint 7'))).toHaveLength(1));
  noted.length = 0;
  vendor.api.submit = async (...submission) => {
    noted.push('submit');
    return submit(...submission);
  };
  clock.now += 60_000;
  await opened.deliver();
  expect(noted.filter((one) => !one.includes('pages'))).toEqual([
    ...['submit', `hint 7 ${key}`, `hint 7 ${key}`],
  ]);
});

test('the badge is set when its number changes, and again where it could not be', async () => {
  const { opened, ledger, vendor, counts } = await worker(connection());
  const { submit } = vendor.api;
  await opened.handlers.rate(PRESS, DOCUMENT);
  await vi.waitFor(async () => expect(await ledger.all('stored')).toHaveLength(1));
  await vi.waitFor(() => expect(counts).toEqual([0, 0]));
  vendor.api.submit = async () => fail({ kind: 'no-access' });
  await opened.handlers.rate({ ...PRESS, turn: 2, pressId: 'p2' }, DOCUMENT);
  await vi.waitFor(() => expect(counts).toEqual([0, 0, 1]));
  vendor.api.submit = submit;
  await opened.handlers.decide(
    { conversation: CONVERSATION, turn: 2, decision: 'discard' },
    DOCUMENT,
  );
  await vi.waitFor(() => expect(counts).toEqual([0, 0, 1, 0]));
});
