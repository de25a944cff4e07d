import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import {
  aMoment,
  expectNoTraces,
  fill,
  freshConversation,
  importFile,
  reads,
  writes,
} from './acts.ts';
import type { Tab } from './driver/person.ts';
import { addresses, eventually, openFirstStage, press, type Stage, welcomeIn } from './stage.ts';

const { clarityq: cq, clarifeye: cf } = FIXTURES;
const WORDS = 'correct horse battery staple';

const POLICY = {
  connections: [
    { vendor: 'clarityq', name: 'Retail for all', product: cq.productId, key: 'sk-in-the-open' },
    { vendor: 'clarityq', name: 'Elsewhere', product: cq.productId, server: 'evil.example' },
  ],
  allowedVendors: ['clarityq'],
  passphraseRequired: true,
  keepMonths: 6,
  watchMinutes: 90,
};

/** What stands in the first one's place later: the fields that one leaves out. */
const NEXT = {
  connections: [
    { vendor: 'clarityq', name: 'Retail for all', product: cq.productId },
    { vendor: 'clarifeye', name: 'Claims', region: 'US' },
  ],
  allowedHosts: ['api.clarityq.ai', cf.host],
  watchMinutes: 7,
  reasons: { clarityq: { good: ['Exact'], bad: ['Slow'] } },
};

describe('a policy in a real policy file', () => {
  let stage: Stage;
  let options: Tab;

  /** Puts it into force: Chromium takes it up by itself, Firefox when it starts. */
  const enforce = async (policy: object | null, hash = ''): Promise<void> => {
    const { browser } = stage;
    await browser.setPolicy(policy);
    if (browser.name !== 'firefox') return;
    await browser.restart();
    options = await browser.open(browser.extensionPage(`options.html${hash}`));
  };
  const raw = (message: object): Promise<unknown> =>
    options.evaluate(
      (sent) =>
        (
          globalThis as unknown as {
            chrome: { runtime: { sendMessage(message: object): Promise<unknown> } };
          }
        ).chrome.runtime.sendMessage(sent),
      message,
    );
  const refused = { ok: false, refusal: 'policy' };

  beforeAll(async () => {
    stage = await openFirstStage({ managed: { firstRunPage: false } });
    // Chromium tells an extension its policy only after the installation is over.
    if (stage.browser.name === 'chromium') await welcomeIn(stage);
    options = await stage.browser.open(stage.browser.extensionPage('options.html'));
    await press(options, 'Add Clarifeye connection');
    await fill(options, 'Name', 'People handbook');
    await fill(options, 'Access token', cf.tokens.member);
    await press(options, 'Save');
    await options.find('listitem', /^People handbook/);
  });
  afterAll(() => stage?.close());

  it('is there from the first start: in Firefox no page for newcomers opens then', async () => {
    // Longer than it takes to open where no policy is.
    await aMoment();
    const open = await Promise.all((await stage.browser.tabs()).map((tab) => tab.url()));
    const opened = open.filter((address) => address.includes('welcome'));
    expect(opened).toHaveLength(stage.browser.name === 'chromium' ? 1 : 0);
  });

  it('comes into force, says so, and says field by field what of it cannot be read', async () => {
    await options.find('heading', 'Set by your organisation');
    expect(await options.text()).not.toContain('Part of the policy does not hold');
    await enforce(POLICY);
    await reads(options, 'connections 1 key: keys do not belong in a policy');
    await reads(options, "connections 2 server: not one of the vendor's own hosts");
    await reads(options, 'watchMinutes: cannot be read.');
    await options.find('listitem', /^Retail for all ClarityQ Set by your organisation/);
    expect(await options.text()).not.toMatch(/sk-in-the-open|evil\.example|Elsewhere/);
  });

  it('shuts a vendor out: nothing more is sent over a connection there was', async () => {
    await reads(options, 'Nothing is sent over this connection.');
    await reads(options, 'Your organisation does not allow Clarifeye.');
    expect(await options.maybe('button', 'Add Clarifeye connection')).toBeNull();
    const page = await stage.browser.open(addresses.clarifeye(cf.conversations.single));
    await press(page, 'Good answer');
    await reads(page, 'Your organisation does not allow this vendor or server.');
    await reads(page, 'Nothing is sent to Clarifeye.');
    expect(await page.maybe('button', 'Set up')).toBeNull();
    expect(writes(stage, cf.projectId)).toEqual([]);
    await page.close();
    await options.bringToFront();
  });

  it('gives a connection that takes a key only once there is a passphrase', async () => {
    await press(options, 'Add the key');
    await eventually(
      async () => (await options.focused())?.name,
      (name) => name === 'API key',
    );
    expect(await options.maybe('textbox', 'Product ID')).toBeNull();
    await fill(options, 'API key', cq.key);
    await press(options, 'Save');
    await options.waitForStatus(/Not saved\. Your organisation wants a passphrase/);
    await options.goto(stage.browser.extensionPage('options.html#privacy'));
    await reads(options, 'Until one is set no key can be saved.');
    await fill(options, 'New passphrase', WORDS);
    await fill(options, 'Repeat it', WORDS);
    await press(options, 'Set passphrase');
    await options.waitForStatus('The passphrase is set.');
    await reads(options, 'It can be changed, but not removed.');
    expect(await options.maybe('button', 'Remove passphrase')).toBeNull();

    await options.goto(stage.browser.extensionPage('options.html#connections'));
    await press(options, 'Save');
    await options.waitForStatus('Saved: Retail for all.');
    const id = freshConversation(stage.sandbox, 'Under a policy');
    const page = await stage.browser.open(addresses.clarityq(id));
    await press(page, 'Good answer');
    await reads(page, /Stored in ClarityQ/);
    expect(writes(stage, id)).toEqual(['PUT 200']);
    await page.close();
    await options.bringToFront();
  });

  it('locks its fields, says so, and leaves the others alone', async () => {
    await options.goto(stage.browser.extensionPage('options.html#privacy'));
    const months = await options.find('combobox', 'Keep stored feedback');
    expect([months.value, months.disabled]).toEqual(['6 months', true]);
    expect(months.description).toContain('Set by your organisation');
    const minutes = await options.find('spinbutton', 'Minutes without a look');
    expect(minutes.disabled).toBe(false);
    await minutes.fill('5');
    await options.key('Tab');
    await options.waitForStatus('Saved.');
  });

  it('is closed to a settings file, which is told field by field', async () => {
    const clarifeye = { vendor: 'clarifeye', name: 'By file', origin: `https://${cf.host}` };
    const clarityq = { vendor: 'clarityq', name: 'Mine', origin: 'https://api.clarityq.ai' };
    const connections = [clarifeye, { ...clarityq, scope: cq.productId }];
    const file = { verdict: 'settings', version: 1, connections, preferences: { keepMonths: 1 } };
    await importFile(options, JSON.stringify(file));
    await reads(options, 'Leaves “Keep stored feedback” as your organisation has set it.');
    await reads(options, 'Leaves out “By file”: your organisation does not allow it.');
    await reads(options, 'Leaves the connection “Mine” as it is.');
    await reads(options, 'Nothing in it is new.');
    expect(await options.maybe('button', 'Import')).toBeNull();
    await press(options, 'Cancel');

    await press(options, 'Copy diagnostics');
    await options.waitForStatus('Copied. This is what was copied.');
    const text = (await options.find('textbox', 'Diagnostics')).value ?? '';
    expect(JSON.parse(text).policy).toEqual({
      present: true,
      sets: ['connections', 'allowedVendors', 'passphraseRequired', 'keepMonths'],
      fieldsThatDoNotHold: 3,
    });
  });

  it('is closed to raw messages, too', async () => {
    const { value: preferences } = (await raw({ kind: 'preferences' })) as { value: object };
    const { value } = (await raw({ kind: 'connections' })) as {
      value: { id: string; name: string }[];
    };
    const given = value.find(({ name }) => name === 'Retail for all');
    const theirs = value.find(({ name }) => name === 'People handbook');
    const draft = { scopeName: null, actAs: null, key: 'sk-1', ...given };
    const asked: [object, object][] = [
      [{ kind: 'prefer', ...preferences, keepMonths: null }, refused],
      [{ ...draft, kind: 'saveConnection', name: 'Mine now' }, refused],
      [{ ...theirs, kind: 'saveConnection', key: 'token-1' }, refused],
      [{ ...theirs, kind: 'testConnection', key: 'token-1' }, refused],
      [{ kind: 'removeConnection', id: given?.id }, refused],
      [{ kind: 'setPassphrase', current: WORDS, next: null }, refused],
      [{ kind: 'preferences' }, { ok: true, value: { ...preferences, keepMonths: 6 } }],
    ];
    for (const [message, answer] of asked) expect(await raw(message)).toEqual(answer);
  });

  it('allows single hosts: the vendor’s others are closed to Options, file and message', async () => {
    await enforce(NEXT, '#connections');
    await options.goto(stage.browser.extensionPage('options.html#connections'));
    await reads(options, 'connections 2: the policy itself does not allow this vendor or host.');
    await options.gone('listitem', /Nothing is sent over this connection/);
    await press(options, 'Add Clarifeye connection');
    const radio = async (name: string) => (await options.find('radio', name)).disabled;
    expect([await radio('EU'), await radio('US')]).toEqual([false, true]);
    await (await options.find('radio', 'Other')).click();
    await fill(options, 'Server address', cf.own.host);
    await fill(options, 'Access token', cf.own.token);
    await press(options, 'Save');
    await reads(options, `Your organisation does not allow ${cf.own.host}.`);
    await press(options, 'Cancel');

    const us = { vendor: 'clarifeye', name: 'Claims', origin: `https://${cf.us.host}` };
    const draft = { ...us, id: null, scope: null, scopeName: null, actAs: null, key: cf.us.token };
    expect(await raw({ kind: 'saveConnection', ...draft })).toEqual(refused);
    expect(await raw({ kind: 'testConnection', ...draft })).toEqual(refused);
    const file = { verdict: 'settings', version: 1, connections: [us], preferences: {} };
    await options.goto(stage.browser.extensionPage('options.html#privacy'));
    await importFile(options, JSON.stringify(file));
    await reads(options, 'Leaves out “Claims”: your organisation does not allow it.');
    await press(options, 'Cancel');
    const asked = stage.sandbox.requests.filter(({ origin }) => origin === 'extension');
    const others: string[] = [cf.us.host, cf.own.host];
    expect(asked.filter(({ host }) => others.includes(host))).toEqual([]);
  });

  it('sets reasons and the guard’s limit: shown, locked, and closed to file and message', async () => {
    const minutes = await options.find('spinbutton', 'Minutes without a look');
    expect([minutes.value, minutes.disabled]).toEqual(['7', true]);
    const own = { clarityq: { good: ['Mine'], bad: [] } };
    const preferences = { watchMinutes: 5, reasons: own };
    const file = { verdict: 'settings', version: 1, connections: [], preferences };
    await importFile(options, JSON.stringify(file));
    await reads(options, 'Leaves “Minutes without a look” as your organisation has set it.');
    await reads(options, 'Leaves “Reasons” as your organisation has set it.');
    await reads(options, 'Nothing in it is new.');
    await press(options, 'Cancel');
    const { value } = (await raw({ kind: 'preferences' })) as { value: object };
    for (const change of [{ watchMinutes: 5 }, { reasons: own }, { reasons: {} }]) {
      expect(await raw({ kind: 'prefer', ...value, ...change })).toEqual(refused);
    }
    expect(value).toMatchObject({ watchMinutes: 7, reasons: NEXT.reasons });

    await options.goto(stage.browser.extensionPage('options.html#reasons'));
    await options.find('group', 'ClarityQ');
    const [good] = await options.all('textbox', 'For good answers');
    expect(good?.value).toBe('Exact');
    expect(good?.description).toContain('Set by your organisation; it cannot be changed here.');
    await good?.click();
    await options.key('End');
    await options.type(' and mine');
    expect((await good?.now())?.value).toBe('Exact');
    // The other vendor's can be changed, these cannot.
    expect(await options.all('button', 'Save')).toHaveLength(1);

    const id = freshConversation(stage.sandbox, 'Reasons by policy');
    const page = await stage.browser.open(addresses.clarityq(id));
    await press(page, 'Good answer');
    await page.find('button', 'Exact');
    expect(await page.maybe('button', 'Correct')).toBeNull();
    await page.close();
    await options.bringToFront();
  });

  it('withdrawn, it holds no longer, and what was chosen before is back', async () => {
    await options.goto(stage.browser.extensionPage('options.html#privacy'));
    await enforce(null, '#privacy');
    await options.gone('heading', 'Set by your organisation', 20_000);
    const months = await options.find('combobox', 'Keep stored feedback');
    expect([months.value, months.disabled]).toEqual(['For ever', false]);
    expect((await options.find('spinbutton', 'Minutes without a look')).value).toBe('5');
    await options.goto(stage.browser.extensionPage('options.html#connections'));
    await options.find('listitem', /^People handbook/);
    expect(await options.maybe('listitem', /^Retail for all/)).toBeNull();
    await options.find('button', 'Add Clarifeye connection');
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
