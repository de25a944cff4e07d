import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { MESSAGES } from '../../unit/messages/messages.ts';
import { expectNoTraces, freshConversation } from '../acts.ts';
import type { ChromiumSession } from '../driver/chromium.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from '../stage.ts';

const ICON = '<link rel="icon" href="data:,">';

/** Says every message while its page is prerendered and one when it is shown; tells the page's server. */
const PROBE = `
const said = async (messages) => {
  const answers = {};
  for (const message of messages) {
    answers[message.kind] = await chrome.runtime.sendMessage(message).then((a) => a ?? null, () => null);
  }
  return fetch('/answered?' + encodeURIComponent(JSON.stringify(answers)));
};
if (document.prerendering) {
  const every = said(${JSON.stringify(MESSAGES)});
  document.addEventListener('prerenderingchange', () => every.then(() => said([{ kind: 'connections' }])));
}`;

/** The built package with one more content script in it; nothing else is another. */
async function withProbe(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'verdict-probe-'));
  await cp(join(import.meta.dirname, '../../../.output/chrome-mv3'), folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  const probe = { matches: manifest.host_permissions, js: ['probe.js'], run_at: 'document_start' };
  manifest.content_scripts.push(probe);
  await writeFile(file, JSON.stringify(manifest));
  await writeFile(join(folder, 'probe.js'), PROBE);
  return folder;
}

/** Only Chromium prerenders, and not under inspection. */
describe('a page that is made ready before anybody opens it', () => {
  let stage: Stage;
  let folder: string;

  beforeAll(async () => {
    folder = await withProbe();
    stage = await openStage({ extensionDir: folder });
    await connectClarityq(stage);
  });
  afterAll(async () => {
    await stage?.close();
    await rm(folder, { recursive: true });
  });

  it('is left alone until it is opened, and then has its panel', async () => {
    const [from, to] = ['From', 'To'].map((title) => freshConversation(stage.sandbox, title)) as [
      string,
      string,
    ];
    const path = (id: string) => new URL(addresses.clarityq(id)).pathname;
    const rules = JSON.stringify({ prerender: [{ urls: [path(to)], eagerness: 'immediate' }] });
    const put = (id: string, body: string) =>
      stage.sandbox.serve(FIXTURES.clarityq.appHost, path(id), {
        body: `<!doctype html><title>${id}</title>${ICON}${body}`,
      });
    put(
      from,
      `<script type="speculationrules">${rules}</script>
      <script type="module">
        while (!(await (await fetch('/go')).text()).includes('go')) {
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
        location.href = '${path(to)}';
      </script>`,
    );
    put(
      to,
      `<script>window.wasPrerendered = document.prerendering; fetch('/ready?' + document.prerendering)</script>`,
    );
    const asked = (part: string, origin: string) =>
      stage.sandbox.requests.filter((one) => one.path.includes(part) && one.origin === origin);

    const answered = () =>
      asked('/answered?', 'page').map(({ path }) =>
        JSON.parse(decodeURIComponent(path.split('?')[1] ?? '')),
      );

    await (stage.browser as ChromiumSession).unwatched(async (openTab) => {
      await openTab(addresses.clarityq(from));
      await eventually(
        () => asked('/ready?true', 'page').length,
        (count) => count === 1,
      );
      await eventually(
        () => asked(from, 'extension').length,
        (looks) => looks > 0,
      );
      expect(asked(to, 'extension')).toEqual([]);
      // Whatever a script of ours says there, nobody answers, and so nothing comes of it.
      await eventually(answered, ({ length }) => length === 1);
      expect(answered()[0]).toEqual(
        Object.fromEntries(MESSAGES.map(({ kind }): [string, null] => [kind, null])),
      );
      stage.sandbox.serve(FIXTURES.clarityq.appHost, '/go', { body: 'go' });
      await eventually(
        () => asked(to, 'extension').length,
        (looks) => looks > 0,
      );
    });
    await eventually(answered, ({ length }) => length === 2);
    expect(answered()[1]).toEqual({ connections: { ok: false, refusal: 'not-allowed' } });
    const tab = await stage.browser.waitForTab(addresses.clarityq(to));
    expect(await tab.evaluate('window.wasPrerendered')).toBe(true);
    await press(tab, 'Good answer');
    await eventually(
      () => stage.sandbox.clarityq.feedback(to)?.rating,
      (rating) => rating === 'POSITIVE',
    );
    expect(stage.sandbox.clarityq.feedback(from)).toBeNull();
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
