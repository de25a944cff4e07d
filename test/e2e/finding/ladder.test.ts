import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { expectNoTraces, fill, freshConversation } from '../acts.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from '../stage.ts';

const { clarityq: cq } = FIXTURES;
const BUILD = process.env.VERDICT_BROWSER === 'firefox' ? 'firefox-mv3' : 'chrome-mv3';

/** The build with some of its scripts good for nothing, as a page or an update may leave them. */
async function buildWithout(scripts: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'verdict-broken-'));
  await cp(join(import.meta.dirname, '..', '..', '..', '.output', BUILD), folder, {
    recursive: true,
  });
  for (const script of scripts) await writeFile(join(folder, script), '(() => {})();');
  return folder;
}

describe('rating goes on when what is above it is broken', () => {
  let stage: Stage;
  let folder: string;

  const open = async (...broken: string[]) => {
    folder = await buildWithout(broken);
    stage = await openStage({ extensionDir: folder });
    return connectClarityq(stage);
  };
  const isRated = (id: string, rating: string) =>
    eventually(
      () => stage.sandbox.clarityq.feedback(id)?.rating ?? null,
      (now) => now === rating,
    );
  afterEach(async () => {
    await stage?.close();
    await rm(folder, { recursive: true });
  });

  it('no panel: the popup knows by the page’s own requests which conversation it is', async () => {
    const tab = await open('panel.js');
    const id = freshConversation(stage.sandbox, 'Without a panel');
    stage.sandbox.clarityq.lastOpened = id;
    await tab.goto(`https://${cq.appHost}/traffic/`);
    const popup = await eventually(
      async () => {
        const opened = await stage.browser.popup(tab);
        if (await opened.maybe('heading', 'Without a panel · ClarityQ')) return opened;
        await opened.close();
        return null;
      },
      (opened) => opened !== null,
    );
    await press(popup as NonNullable<typeof popup>, 'Good answer');
    await isRated(id, 'POSITIVE');
    expect(await tab.all('region', 'Verdict feedback')).toEqual([]);
    await popup?.close();
    expectNoTraces(stage);
  });

  it('no content script at all: the popup goes by the tab’s address', async () => {
    const tab = await open('detector.js', 'panel.js');
    const id = freshConversation(stage.sandbox, 'By address');
    await tab.goto(addresses.clarityq(id));
    const popup = await stage.browser.popup(tab);
    await popup.waitForText(
      'Recognised by the address: it names the product and the conversation.',
    );
    await press(popup, 'Good answer');
    await isRated(id, 'POSITIVE');
    await popup.close();
    expect(await tab.all('region', 'Verdict feedback')).toEqual([]);
    expectNoTraces(stage);
  });

  it('nor an address that says anything: a pasted address or id, on any page', async () => {
    const tab = await open('detector.js', 'panel.js');
    const ids = ['Alone', 'Elsewhere', 'Nowhere'].map((title) =>
      freshConversation(stage.sandbox, title),
    ) as [string, string, string];
    // A page of the vendor's that keeps its conversation to itself, another site, and none at all.
    stage.sandbox.clarityq.lastOpened = ids[0];
    const places = [
      [`https://${cq.appHost}/traffic/`, ` ${addresses.clarityq(ids[0])}\n`],
      ['https://docs.clarityq.ai/', ids[1].toUpperCase()],
      ['about:blank', ids[2]],
    ] as const;
    for (const [at, [page, pasted]] of places.entries()) {
      await tab.goto(page);
      const popup = await stage.browser.popup(tab);
      await popup.find(
        'heading',
        page === 'about:blank' ? 'Not a site Verdict knows' : 'No conversation here',
      );
      await fill(popup, 'Paste an address or an id', pasted);
      await press(popup, 'Find');
      await press(popup, 'Bad answer');
      await isRated(ids[at] ?? '', 'NEGATIVE');
      await popup.close();
    }
    expect(stage.sandbox.clarityq.puts).toBe(ids.length);
    expectNoTraces(stage);
  });
});
