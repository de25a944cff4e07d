import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putPage } from '../../sandbox/pages-built/pages.ts';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { freshConversation } from '../acts.ts';
import type { Tab } from '../driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from '../stage.ts';
import { foundInOrder, watch } from './watching.ts';

const { appHost, productId } = FIXTURES.clarityq;
const ICON = '<link rel="icon" href="data:,">';

describe('ways to and from a conversation', () => {
  let stage: Stage;
  let tab: Tab;

  const ratingOf = (id: string) => stage.sandbox.clarityq.feedback(id)?.rating ?? null;
  const isRated = (id: string, rating: string) =>
    eventually(
      () => ratingOf(id),
      (now) => now === rating,
    );
  const fresh = (title: string) => freshConversation(stage.sandbox, title);
  const name = (id: string) => `Open ${id.slice(0, 8)}`;
  const looksAt = (id: string) =>
    stage.sandbox.requests.filter(
      ({ origin, path }) => origin === 'extension' && path.includes(`${id}/`),
    ).length;

  beforeAll(async () => {
    stage = await openStage();
    stage.sandbox.clarityq.autoFinishMs = null;
    tab = await connectClarityq(stage);
  });
  afterAll(() => stage?.close());

  it.each(['path', 'query', 'hash'] as const)(
    'a new chat, the conversation named in the %s: the panel comes with the id, whatever the pointer passes over',
    async (scheme) => {
      const ids = ['Old', 'Older', 'Oldest'].map(fresh) as [string, string, string];
      const page = await putPage(stage.sandbox, 'virtual-list', 'clarityq', scheme, ids);
      await tab.goto(page.addressOf(ids[0]));
      await tab.find('button', 'Good answer');
      const watching = await watch(stage, tab);
      await press(tab, 'New chat');
      await watching.settles(null);
      for (const id of ids.slice(1)) {
        const { x, y } = await (await tab.find('button', name(id))).box();
        await tab.mouse.move(x + 4, y + 4);
        await eventually(
          () => stage.sandbox.requests.filter(({ path }) => path.includes(`${id}/messages`)).length,
          (asked) => asked > 0,
        );
      }
      await (await tab.find('textbox', 'Ask a question')).type('And this?');
      await press(tab, 'Send');
      const { id } = (await eventually(
        () => stage.sandbox.clarityq.conversations.find(({ title }) => title === 'And this?'),
        (made) => made !== undefined,
      )) ?? { id: '' };
      await watching.settles(id);
      stage.sandbox.clarityq.finish(id);
      await press(tab, 'Good answer');
      await isRated(id, 'POSITIVE');
      expect(await foundInOrder(watching)).toEqual([ids[0], id]);
      stage.sandbox.clarityq.conversations.splice(
        stage.sandbox.clarityq.conversations.findIndex((one) => one.id === id),
        1,
      );
    },
  );

  it('on the page of a new chat that asks for all the others, no panel before the first message', async () => {
    const ids = ['One', 'Two', 'Three'].map(fresh);
    const page = await putPage(stage.sandbox, 'hydrated', 'clarityq', 'path', ids);
    await tab.goto(page.addressOf(null));
    for (const id of ids) {
      await eventually(
        () => stage.sandbox.requests.filter(({ path }) => path.includes(`${id}/messages`)).length,
        (asked) => asked > 1,
      );
    }
    await tab.gone('button', 'Good answer');
    await (await tab.find('textbox', 'Ask a question')).type('The very first');
    await press(tab, 'Send');
    await press(tab, 'Good answer');
    const { id } = stage.sandbox.clarityq.conversations.find(
      ({ title }) => title === 'The very first',
    ) ?? { id: '' };
    stage.sandbox.clarityq.finish(id);
    await isRated(id, 'POSITIVE');
  });

  it('a reload, and back and forward through documents', async () => {
    const [a, b] = [fresh('There'), fresh('Elsewhere')];
    await tab.goto(addresses.clarityq(a));
    await press(tab, 'Good answer');
    await isRated(a, 'POSITIVE');
    await tab.reload();
    expect((await tab.find('button', 'Good answer')).pressed).toBe(true);
    await tab.goto(addresses.clarityq(b));
    await press(tab, 'Bad answer');
    await isRated(b, 'NEGATIVE');
    await tab.back();
    await eventually(
      async () => (await tab.maybe('button', 'Good answer'))?.pressed,
      (pressed) => pressed === true,
    );
    expect((await tab.find('button', 'Bad answer')).pressed).toBe(false);
  });

  it('back from the back-forward cache: the page is as it was left, and is watched again', async () => {
    const id = fresh('Cached');
    stage.sandbox.serve(appHost, `/${productId}/conversations/${id}`, {
      body: `<!doctype html><title>Cached</title>${ICON}<main>Answer</main><script>
        addEventListener('pageshow', ({ persisted }) => { window.restored = persisted; });
      </script>`,
    });
    await tab.goto(addresses.clarityq(id));
    await tab.find('button', 'Good answer');
    await tab.goto('https://docs.clarityq.ai/');
    expect(await tab.maybe('button', 'Good answer')).toBeNull();
    await tab.back();
    await eventually(
      () => tab.evaluate<boolean>('window.restored === true'),
      (restored) => restored,
    );
    await press(tab, 'Bad answer');
    await isRated(id, 'NEGATIVE');
  });

  it('two tabs on one conversation show one state, and a third its own', async () => {
    const [a, b] = [fresh('Shared by tabs'), fresh('Alone')];
    await tab.goto(addresses.clarityq(a));
    await tab.find('button', 'Good answer');
    const second = await stage.browser.open(addresses.clarityq(a));
    const third = await stage.browser.open(addresses.clarityq(b));
    await third.find('button', 'Good answer');
    await second.bringToFront();
    await press(second, 'Good answer');
    await isRated(a, 'POSITIVE');
    await eventually(
      async () => (await tab.maybe('button', 'Good answer'))?.pressed,
      (pressed) => pressed === true,
    );
    expect((await third.find('button', 'Good answer')).pressed).toBe(false);
    await second.close();
    await third.close();
    await tab.bringToFront();
  });

  it('in sub-frames there is nothing, be it under a page of the vendor or of anybody', async () => {
    const [outer, inner] = [fresh('Outer'), fresh('Inner')];
    const path = (id: string) => `/${productId}/conversations/${id}`;
    const frame = `<iframe src="https://${appHost}${path(inner)}"></iframe>`;
    const page = (body: string) => ({ body: `<!doctype html><title>Frames</title>${ICON}${body}` });
    stage.sandbox.serve(appHost, path(inner), page('<main>Inner</main>'));
    stage.sandbox.serve(appHost, path(outer), page(frame));
    stage.sandbox.serve('docs.clarityq.ai', '/framed', page(frame));
    await tab.goto(addresses.clarityq(outer));
    await press(tab, 'Good answer');
    await isRated(outer, 'POSITIVE');
    expect(
      await tab.evaluate(
        `document.querySelector('iframe').contentDocument.querySelectorAll('verdict-panel').length`,
      ),
    ).toBe(0);
    await tab.goto('https://docs.clarityq.ai/framed');
    await tab.evaluate('new Promise((resolve) => setTimeout(resolve, 500))');
    expect(await tab.all('region', 'Verdict feedback')).toEqual([]);
    expect(looksAt(inner)).toBe(0);
  });

  it('nobody wrote a line to a console, and the contracts were kept', () => {
    const lines = stage.browser.console.filter(
      ({ text }) => !/^Failed to load resource/.test(text),
    );
    expect(lines).toEqual([]);
    expect(stage.sandbox.violations).toEqual([]);
  });
});
