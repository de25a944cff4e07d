import { expect, test, vi } from 'vitest';
import { assemble } from '../../../src/background/assembly';
import { governed, readPolicy } from '../../../src/background/policy';
import type { KnownSender } from '../../../src/background/router';
import type { ConnectionRow } from '../../../src/background/settings';
import { succeed } from '../../../src/domain/failure';
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
    hintPages: async () => undefined,
    showCount: async () => undefined,
  });
  return { ...made, opened, now, sent };
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
