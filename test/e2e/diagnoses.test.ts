import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES, type Mishap } from '../sandbox/sandbox.ts';
import { expectNoTraces, fill, reads } from './acts.ts';
import type { Tab } from './driver/person.ts';
import { openStage, press, type Stage } from './stage.ts';

const { clarityq: cq, clarifeye: cf } = FIXTURES;

describe('what Test connection finds', () => {
  let stage: Stage;
  let clarityq: Tab;
  let clarifeye: Tab;

  /** Fills the form anew, presses Test connection and waits for these words. */
  const finds = async (tab: Tab, fields: Record<string, string>, ...words: string[]) => {
    await tab.bringToFront();
    for (const [name, text] of Object.entries(fields)) await fill(tab, name, text);
    await press(tab, 'Test connection');
    for (const sentence of words) await reads(tab, sentence);
  };
  const good = { 'Product ID': cq.productId, 'API key': cq.key };

  beforeAll(async () => {
    stage = await openStage();
    const page = stage.browser.extensionPage('options.html');
    clarityq = await stage.browser.open(page);
    await press(clarityq, 'Add ClarityQ connection');
    clarifeye = await stage.browser.open(page);
    await press(clarifeye, 'Add Clarifeye connection');
  });
  afterAll(() => stage?.close());

  it('accepted, and by whom as far as the vendor tells', async () => {
    await finds(clarityq, good, 'Accepted by ClarityQ for this product', 'Nothing was written.');
    await finds(
      clarifeye,
      { 'Access token': cf.tokens.member },
      'Accepted by Clarifeye',
      'EU. 2 projects.',
    );
  });

  it('key refused', async () => {
    await finds(
      clarityq,
      { ...good, 'API key': cq.unknownKey },
      'ClarityQ refused this key',
      'Make a new one there.',
    );
    await finds(
      clarifeye,
      { 'Access token': cf.tokens.unknown },
      'Clarifeye refused this key',
      'If your address bar shows us.app.clarifeye.ai, choose US.',
    );
  });

  it('no access to this product or project', async () => {
    await finds(
      clarityq,
      { ...good, 'API key': cq.otherKey },
      'Right key, no access to this product',
      'Check the Product ID or ask its owner.',
    );
    await finds(
      clarifeye,
      { 'Access token': cf.tokens.member, Project: cf.hiddenProjectId },
      'Pick another project or ask its owner.',
    );
  });

  it('a project nobody knows', async () => {
    await finds(
      clarifeye,
      { 'Access token': cf.tokens.member, Project: cf.unknownProjectId },
      'Clarifeye does not know this project',
      'Check it, or leave it empty for all your projects.',
    );
    await fill(clarifeye, 'Project', '');
  });

  it('a malformed id, by our own check and by the vendor', async () => {
    await finds(
      clarityq,
      { ...good, 'Product ID': 'retail-analytics' },
      'This is no Product ID. One looks like',
    );
    const body = { detail: [{ loc: ['path', 'product_id'], msg: 'Not a product', type: 'uuid' }] };
    stage.sandbox.faults.add({ when: 'before', do: { kind: 'status', status: 422, body } });
    await finds(
      clarityq,
      good,
      'ClarityQ does not take this Product ID',
      'ClarityQ says: “product_id: Not a product”',
    );
  });

  it('an address outside the vendor’s gets no key', async () => {
    await clarifeye.bringToFront();
    await (await clarifeye.find('radio', 'Other')).click();
    const outside = [
      'eu.app.clarifeye.ai.evil.example',
      'notclarifeye.io',
      'https://api.clarityq.ai',
    ];
    for (const server of outside) {
      await finds(
        clarifeye,
        { 'Server address': server, 'Access token': cf.tokens.member },
        'is not an address of Clarifeye. Use a host under clarifeye.ai or clarifeye.io; keys are sent nowhere else.',
      );
    }
    await finds(
      clarifeye,
      { 'Server address': `http://${cf.own.host}` },
      'Keys travel over https only. Begin the address with https://.',
    );
    expect(stage.browser.reached.filter((host) => /evil|notclarifeye/.test(host))).toEqual([]);
    await (await clarifeye.find('radio', 'EU')).click();
  });

  const mishaps: [string, Mishap, ...string[]][] = [
    [
      'too many requests',
      { kind: 'status', status: 429, headers: { 'retry-after': '120' } },
      'Too many requests',
      'ClarityQ asks to wait 2 minutes.',
    ],
    [
      'a fault of the vendor’s own',
      { kind: 'status', status: 503 },
      'ClarityQ has a fault of its own (503)',
      'Save anyway or test again later.',
    ],
    [
      'something in between',
      { kind: 'html', status: 200 },
      'Something else answered instead of ClarityQ',
      'Sign in to your network or proxy, then test again.',
    ],
    [
      'a redirect',
      { kind: 'redirect', status: 308, to: 'https://eu.app.clarifeye.ai/' },
      'This address leads to another one',
      'Keys never follow.',
    ],
    [
      'an unreadable reply',
      { kind: 'invalid-json' },
      'ClarityQ answered in a way Verdict cannot read',
    ],
  ];
  it.each(mishaps)('%s', async (_name, mishap, ...words) => {
    stage.sandbox.faults.add({ host: cq.apiHost, times: 2, when: 'before', do: mishap });
    await finds(clarityq, good, ...words);
    stage.sandbox.faults.clear();
  });

  it('cannot be reached', async () => {
    stage.sandbox.faults.down(cq.apiHost);
    await finds(
      clarityq,
      good,
      'ClarityQ cannot be reached',
      'Check your network and the address. What you typed is kept.',
    );
    expect((await clarityq.find('textbox', 'Product ID')).value).toBe(cq.productId);
    stage.sandbox.faults.up(cq.apiHost);
  });

  it('no answer: said after 10 s, and Cancel does not wait for it', async () => {
    const { faults } = stage.sandbox;
    faults.add({ host: cq.apiHost, times: 2, when: 'before', do: { kind: 'hang' } });
    await finds(clarityq, good, 'Testing…');
    await press(clarityq, 'Cancel');
    await clarityq.gone('status', 'Testing…');
    await finds(
      clarityq,
      good,
      'No answer after 10 s',
      'ClarityQ may be down. Save anyway or test again.',
    );
    faults.clear();
  });

  it('nothing of all this wrote feedback anywhere', () => {
    const own = stage.sandbox.requests.filter(({ origin }) => origin === 'extension');
    expect(own.length).toBeGreaterThan(10);
    expect(own.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
