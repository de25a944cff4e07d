import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { fill, reads } from '../acts.ts';
import type { Tab } from '../driver/person.ts';
import { addresses, openStage, type Stage } from '../stage.ts';

const { clarityq: cq, clarifeye: cf } = FIXTURES;
const [ONE, OTHER] = [cq.conversations.completed, cq.conversations.margin];

/** What is pasted, and what has to be read then, in this order. */
const CASES: [pasted: string, ...words: string[]][] = [
  [
    addresses.clarityq(ONE),
    'A conversation',
    'Recognised by the address: it names the product and the conversation.',
    'ClarityQ',
    cq.productId,
    ONE,
  ],
  [
    ` ${addresses.clarifeye(cf.conversations.leave)} `,
    'A conversation',
    'it names the project and the conversation.',
    'Clarifeye',
    'EU',
    cf.projectId,
    cf.conversations.leave,
  ],
  [
    `https://${cf.own.host}/#/chat/${cf.own.conversation}`,
    'the part after # names the conversation.',
    cf.own.host,
    'not named',
    cf.own.conversation,
  ],
  [
    `${addresses.clarityq(ONE)}?conversation=${OTHER}`,
    'Several conversations',
    'The address names several conversations.',
    ONE,
    OTHER,
  ],
  [ONE, 'Several conversations', 'An id alone names neither vendor nor server.'],
  [`https://${cq.appHost}/settings`, 'No conversation'],
  ['https://docs.clarityq.ai/', 'This is a site of ClarityQ, but not where its conversations are.'],
  [`https://app.clarityq.ai.example.net/c/${ONE}`, 'Verdict works in the web apps of ClarityQ and'],
  [`https://notclarifeye.io/chat/${ONE}`, 'Verdict works in the web apps of ClarityQ and'],
  ['the one from yesterday', 'This is neither an address nor an id.'],
];

describe('the box in Options that explains an address', () => {
  let stage: Stage;
  let options: Tab;

  beforeAll(async () => {
    stage = await openStage();
    options = await stage.browser.open(stage.browser.extensionPage('options.html'));
    await (await options.find('link', 'What is recognised')).click();
  });
  afterAll(() => stage?.close());

  it.each(CASES)('%s', async (pasted, ...words) => {
    await fill(options, 'Address or id', pasted);
    for (const each of words) await reads(options, each);
    const told = (await options.status()).replaceAll(/[\u2066-\u2069]/g, '');
    let from = 0;
    for (const each of words) {
      const at = told.indexOf(each, from);
      expect([each, at]).not.toEqual([each, -1]);
      from = at + each.length;
    }
  });

  it('asks nobody about it', () => {
    expect(stage.sandbox.requests.filter(({ origin }) => origin === 'extension')).toEqual([]);
    expect(stage.browser.console).toEqual([]);
  });
});
