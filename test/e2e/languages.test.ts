import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expectNoTraces, freshConversation } from './acts.ts';
import type { Control, Tab } from './driver/person.ts';
import { addresses, eventually, openStage, press, type Stage } from './stage.ts';

const { clarityq: cq } = FIXTURES;

/** A language's texts by their keys, with gaps filled. */
function textsOf(language: string): (key: string, ...parts: string[]) => string {
  const file = join(import.meta.dirname, '../../public/_locales', language, 'messages.json');
  const messages = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { message: string }>;
  return (key, ...parts) =>
    (messages[key]?.message ?? '').replaceAll(
      /\$(\d)/g,
      (_, at: string) => parts[Number(at) - 1] ?? '',
    );
}

async function inLanguage(
  language: string,
  run: (stage: Stage, say: ReturnType<typeof textsOf>) => Promise<void>,
): Promise<void> {
  const stage = await openStage({ locale: language });
  try {
    await run(stage, textsOf(language));
    expectNoTraces(stage);
  } finally {
    await stage.close();
  }
}

/** Sets ClarityQ up through Options, by the words of the language. */
async function connect({ browser }: Stage, say: ReturnType<typeof textsOf>): Promise<Tab> {
  const options = await browser.open(browser.extensionPage('options.html'));
  // The accessible name has the marks of direction in one browser and not in the other.
  const [before = '', after = ''] = bare(say('optionsAdd', '$')).split('$');
  await press(options, new RegExp(`^${before}.?ClarityQ.?${after}$`));
  await (await options.find('textbox', say('productId'))).fill(cq.productId);
  await (await options.find('textbox', say('apiKey'))).fill(cq.key);
  await press(options, say('optionsSave'));
  await options.gone('button', say('optionsSave'));
  return options;
}

const middle = async (control: Control) => {
  const { x, width } = await control.box();
  return x + width / 2;
};

/** Text without what only marks its direction. */
const bare = (text: string) => text.replaceAll(/[\u2066-\u2069\u200e\u200f]/g, '');

/** Waits until a live region says a text up to its first gap; answers with all that is said. */
async function says(tab: Tab, text: string): Promise<string> {
  const [start = ''] = bare(text.replaceAll('**', '')).split('$');
  return eventually(
    async () => bare(await tab.status()),
    (said) => said.includes(start),
  );
}

/** Document's language, its direction, and how wide what it holds is beside the window. */
const manners = (tab: Tab) =>
  tab.evaluate(() => {
    const { lang, dir, scrollWidth, clientWidth } = document.documentElement;
    return { lang, dir, isTooWide: scrollWidth > clientWidth };
  });

describe('in another language', () => {
  it('Hebrew: corner, order and arrow keys run from right to left, and all of it works', () =>
    inLanguage('he', async (stage, say) => {
      const options = await connect(stage, say);
      expect(await manners(options)).toEqual({ lang: 'he', dir: 'rtl', isTooWide: false });
      const id = freshConversation(stage.sandbox, 'From right to left');
      await options.goto(addresses.clarityq(id));
      await options.find('button', say('goodAnswer'));
      const region = await (await options.find('region', say('panelName'))).box();
      const width = await options.evaluate<number>('innerWidth');
      // The end of a line is at the left.
      expect(region.x + region.width / 2).toBeLessThan(width / 2);
      await press(options, say('expand'));
      await options.find('button', say('collapse'));
      const good = await options.find('button', say('goodAnswer'));
      const bad = await options.find('button', say('badAnswer'));
      expect(await middle(good)).toBeGreaterThan(await middle(bad));

      await good.click();
      await says(options, say('stateStored', 'ClarityQ', '$'));
      expect((await options.focused())?.name).toBe(say('goodAnswer'));
      await options.key('ArrowLeft');
      expect((await options.focused())?.name).toBe(say('badAnswer'));
      await options.key('ArrowRight');
      expect((await options.focused())?.name).toBe(say('goodAnswer'));

      await (await options.find('textbox', say('comment'))).type('הגרף לא כולל החזרות');
      await options.key('Control+Enter');
      await eventually(
        () => stage.sandbox.clarityq.feedback(id)?.comment,
        (comment) => comment === 'הגרף לא כולל החזרות',
      );
      const history = await stage.browser.open(stage.browser.extensionPage('journal.html'));
      await history.find('grid', say('journalTitle'));
      expect(bare(await history.text())).toContain(say('journalCountOne'));
      expect(await manners(history)).toEqual({ lang: 'he', dir: 'rtl', isTooWide: false });
    }));

  it('German: long words find room at 320 px, and dates and figures are German', () =>
    inLanguage('de', async (stage, say) => {
      const options = await connect(stage, say);
      await options.setViewport(320, 640);
      expect(await manners(options)).toEqual({ lang: 'de', dir: 'ltr', isTooWide: false });
      await options.setViewport(1280, 800);
      const id = freshConversation(stage.sandbox, 'Mit langen Wörtern');
      await options.goto(addresses.clarityq(id));
      await press(options, say('goodAnswer'));
      expect(await says(options, say('stateStored', 'ClarityQ', '$'))).toMatch(
        /Gespeichert in ClarityQ, \d\d:\d\d\sUhr\./,
      );
      await (await options.find('textbox', say('comment'))).type('Prägnant');
      await eventually(
        async () => bare(await options.text()),
        (text) => text.includes('8 / 2.000'),
      );
      const history = await stage.browser.open(stage.browser.extensionPage('journal.html'));
      await history.find('grid', 'Verlauf');
      await history.find('rowheader', 'Heute');
      await history.setViewport(320, 640);
      expect(await manners(history)).toEqual({ lang: 'de', dir: 'ltr', isTooWide: false });
    }));

  it('Japanese: Enter that ends a composition sends nothing, the shortcut does', () =>
    inLanguage('ja', async (stage, say) => {
      const page = await connect(stage, say);
      expect(await manners(page)).toEqual({ lang: 'ja', dir: 'ltr', isTooWide: false });
      const id = freshConversation(stage.sandbox, '日本語');
      await page.goto(addresses.clarityq(id));
      await press(page, say('expand'));
      await (await page.find('textbox', say('comment'))).click();
      await page.compose('へんぴん');
      await page.key('Enter');
      expect(stage.sandbox.clarityq.feedback(id)?.comment).toBeUndefined();
      await page.commitComposition('返品がありません');
      await eventually(
        async () => (await page.find('textbox', say('comment'))).value,
        (value) => value?.startsWith('返品') === true,
      );
      await page.key('Control+Enter');
      await eventually(
        () => stage.sandbox.clarityq.feedback(id)?.comment,
        (comment) => comment?.trim() === '返品がありません',
      );
      await says(page, '登録');
    }));
});
