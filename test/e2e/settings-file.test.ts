import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { downloaded, expectNoTraces, importFile, pressOnCard, reads } from './acts.ts';
import type { Tab } from './driver/person.ts';
import {
  addresses,
  connectClarifeye,
  connectClarityq,
  openStage,
  press,
  type Stage,
} from './stage.ts';

const { clarityq: cq, clarifeye: cf } = FIXTURES;
const BOSS = 'boss@northwind.example';

describe('settings as a file', () => {
  let stage: Stage;
  let options: Tab;
  let text: string;

  /** Everything that an import could change, as the worker tells it. */
  const state = (): Promise<unknown> =>
    options.evaluate(async () => {
      const { chrome } = globalThis as unknown as {
        chrome: { runtime: { sendMessage(message: object): Promise<unknown> } };
      };
      const kinds = ['connections', 'preferences', 'protection'];
      return Promise.all(kinds.map((kind) => chrome.runtime.sendMessage({ kind })));
    });
  const to = (section: string) =>
    options.goto(stage.browser.extensionPage(`options.html#${section}`));
  const watch = async (minutes: string): Promise<void> => {
    await (await options.find('spinbutton', 'Minutes without a look')).fill(minutes);
    await options.key('Tab');
    await options.waitForStatus('Saved.');
  };

  beforeAll(async () => {
    stage = await openStage();
    await (await connectClarityq(stage)).close();
    options = await connectClarifeye(stage);
    // Only now Verdict knows the e-mail of the token's owner.
    const page = await stage.browser.open(addresses.clarifeye(cf.conversations.single));
    await press(page, 'Good answer');
    await reads(page, /Stored in Clarifeye as mira@northwind\.example/);
    await page.close();
    await options.bringToFront();
    await to('privacy');
    await watch('5');
  });
  afterAll(() => stage?.close());

  it('are exported: connections without keys, and what was chosen, nothing else', async () => {
    await press(options, 'Export settings');
    await options.waitForStatus(/verdict-settings-[\d-]{10}\.json is in your downloads/);
    text = await downloaded(stage, /^verdict-settings-.*\.json$/);
    expect(JSON.parse(text)).toEqual({
      verdict: 'settings',
      version: 1,
      connections: [
        {
          vendor: 'clarityq',
          name: 'Retail analytics',
          origin: 'https://api.clarityq.ai',
          scope: cq.productId,
          scopeName: null,
          actAs: null,
        },
        {
          vendor: 'clarifeye',
          name: 'People handbook',
          origin: `https://${cf.host}`,
          scope: null,
          scopeName: null,
          actAs: null,
        },
      ],
      preferences: { keepMonths: null, watchMinutes: 5 },
    });
  });

  it('are imported after a look at the difference, and Undo brings back what was', async () => {
    await watch('30');
    await to('connections');
    await pressOnCard(options, 'People handbook', 'Remove');
    await options.gone('listitem', /^People handbook/);
    await to('privacy');
    const before = await state();

    await importFile(options, text);
    await reads(options, /Adds the connection “People handbook” to Clarifeye\. Its key has to be/);
    await reads(options, `Server ${cf.host} Project All projects`);
    await reads(options, 'Minutes without a look: 5 instead of 30.');
    await reads(options, 'Leaves the connection “Retail analytics” as it is.');
    expect((await options.focused())?.name).toBe('What importing would do');
    expect(await state()).toEqual(before);

    await press(options, 'Import');
    await options.waitForStatus('Imported.');
    expect((await options.focused())?.name).toBe('Undo import');
    expect((await options.find('spinbutton', 'Minutes without a look')).value).toBe('5');
    await to('connections');
    await reads(options, /People handbook Clarifeye.* Key Missing/);
    await options.find('button', 'Add the key');
    await to('privacy');

    await press(options, 'Undo import');
    await options.waitForStatus('The import is undone.');
    expect((await options.focused())?.name).toBe('Import settings');
    expect((await options.find('spinbutton', 'Minutes without a look')).value).toBe('30');
    expect(await state()).toEqual(before);
  });

  it('that cannot be used: one sentence for each reason, and nothing changes', async () => {
    const before = await state();
    const file = (change: object) => JSON.stringify({ ...JSON.parse(text), ...change });
    const one = { ...JSON.parse(text).connections[1], name: 'Elsewhere', actAs: BOSS };
    const many = Array.from({ length: 10_000 }, () => ({}));
    const tag = '<img src="x" onerror="document.title = 4711">';
    const same = 'Nothing in it is new.';
    const cases: [text: string, ...words: string[]][] = [
      ['', 'This file cannot be read as JSON.'],
      ['{"verdict": "settings",', 'This file cannot be read as JSON.'],
      ['{"name": "another program"}', "This is not a file of Verdict's settings."],
      ['{"__proto__": {"verdict": "settings", "version": 1}}', "not a file of Verdict's settings."],
      [file({ version: 2 }), 'A newer Verdict has written this file.'],
      [' '.repeat(256_001), 'This file is larger than 256 kB'],
      [file({ connections: many }), 'This file holds more than 100 connections.'],
      [
        file({ connections: [{ ...one, origin: 'https://clarifeye.ai.evil.example' }] }),
        'Leaves out “Elsewhere”: https://clarifeye.ai.evil.example is not an address of the',
        'Minutes without a look: 5 instead of 30.',
      ],
      [
        file({ connections: [{ ...one, token: cf.tokens.member }], preferences: {} }),
        'Adds the connection “Elsewhere” to Clarifeye.',
        `Acts as ${BOSS}`,
        'Keys in the file are not taken over: enter them here.',
      ],
      [
        file({
          connections: [{ ...one, name: tag }, { ...one, scope: { id: 1 } }, 7],
          preferences: { watchMinutes: 1e9, ['__proto__']: { keepMonths: 1 }, keepMonths: 1 },
        }),
        `Adds the connection “${tag}” to Clarifeye.`,
        'Keep stored feedback: 1 month instead of for ever. Stored feedback older than 1 month',
        'Leaves out “Minutes without a look”: its value cannot be used.',
        'Connections in the file that cannot be read: 2.',
      ],
      [file({ connections: [], preferences: null }), same],
      [file({ connections: [{ ...one, vendor: '__proto__' }], preferences: {} }), same],
    ];
    for (const [content, ...sentences] of cases) {
      await importFile(options, content);
      for (const words of sentences) await reads(options, words);
      if (await options.maybe('button', 'Cancel')) await press(options, 'Cancel');
      expect(await state()).toEqual(before);
    }
    expect(await options.evaluate('document.title')).not.toContain('4711');
  });

  it('leave no traces', () => expectNoTraces(stage));
});
