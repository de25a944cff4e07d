import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { expectNoTraces, freshConversation } from '../acts.ts';
import type { ChromiumSession } from '../driver/chromium.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from '../stage.ts';

const ICON = '<link rel="icon" href="data:,">';

/** Only Chromium prerenders, and not under inspection. */
describe('a page that is made ready before anybody opens it', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
    await connectClarityq(stage);
  });
  afterAll(() => stage?.close());

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
      stage.sandbox.serve(FIXTURES.clarityq.appHost, '/go', { body: 'go' });
      await eventually(
        () => asked(to, 'extension').length,
        (looks) => looks > 0,
      );
    });
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
