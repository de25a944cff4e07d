import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshConversation } from '../acts.ts';
import { addresses, eventually, openStage } from '../stage.ts';
import { audit } from './axe.ts';
import { SURFACES } from './every.ts';
import { GOVERNED } from './governed.ts';
import { spaceText, unusable } from './layout.ts';
import { withLongTexts } from './long-texts.ts';
import { onSurface } from './reached.ts';
import type { Walk } from './walk.ts';

const OUTPUT = join(import.meta.dirname, '..', '..', '..', '.output');
const IS_FIREFOX = process.env.VERDICT_BROWSER === 'firefox';
const BUILD = join(OUTPUT, IS_FIREFOX ? 'firefox-mv3' : 'chrome-mv3');

/** What a person reads of a text: up to its first gap, without marks. */
function spoken(build: string, language: string): (key: string) => string {
  const file = join(build, '_locales', language, 'messages.json');
  const messages = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { message: string }>;
  return (key) => {
    const text = messages[key]?.message;
    if (text === undefined) throw new Error(`No text ${key}`);
    const whole = text.replaceAll('**', '').replaceAll(/[\u2066-\u2069]/g, '');
    // A sentence that begins with a gap is known by what comes after it.
    const parts = whole.split(/\$\d/).map((part) => part.trim());
    return parts.find((part) => part.length > 2) ?? whole;
  };
}

/** What is left of a window of 1280 × 1024 at 400 %. The panel collapses in one so low. */
const NARROW = { width: 320, height: 256 };
const NARROW_FOR_PANEL = { width: 320, height: 700 };

/** Gives the vendor's page another ground, and waits until the panel has followed it. */
async function ground({ browser, page }: Walk, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((wanted: string) => {
    const sheet = new CSSStyleSheet();
    if (wanted === 'dark') sheet.replaceSync('* { background: #121416 !important; }');
    document.adoptedStyleSheets = [sheet];
    dispatchEvent(new Event('resize'));
  }, theme);
  await eventually(
    () =>
      onSurface(browser, { tab: page, isPanel: true }, (root) =>
        root.querySelector('[data-theme]')?.getAttribute('data-theme'),
      ),
    (shown) => shown === theme,
  );
}

/**
 * A walk over every surface in one language: what axe says of each in light, dark and forced
 * colours, and whether everything can be read and pressed, wide and at 400 %.
 *
 * @param language `en` has its texts made 40 % longer
 * @param spaced sets the text as WCAG 1.4.12 lets a person set it
 * @param among tells by their names which surfaces are on the way
 */
export function walkOver(
  language: 'en' | 'he',
  spaced: boolean,
  among: (name: string) => boolean = () => true,
): void {
  let build = BUILD;
  let walk: Walk;

  beforeAll(async () => {
    if (language === 'en') build = await withLongTexts(BUILD);
    const stage = await openStage({
      extensionDir: build,
      locale: language === 'en' ? 'en-US' : language,
      // Firefox takes a policy up when it starts.
      ...(!IS_FIREFOX && { managed: { firstRunPage: true } }),
    });
    const { browser } = stage;
    walk = {
      stage,
      browser,
      desk: await browser.open(browser.extensionPage('options.html')),
      page: await browser.open('about:blank'),
      say: spoken(build, language),
    };
  });
  afterAll(async () => {
    await walk?.stage.close();
    if (build !== BUILD) await rm(build, { recursive: true, force: true });
  });

  const steps = IS_FIREFOX ? SURFACES : [...SURFACES, ...GOVERNED];
  it.each(steps.filter(([name]) => among(name)))('%s', async (_, show) => {
    const { browser } = walk;
    const surface = await show(walk);
    const { tab } = surface;
    // A word that was made longer no longer stands in the longer name that holds it.
    const except = language === 'en' ? ['label-content-name-mismatch'] : [];
    const found: string[] = [];
    const note = (where: string, faults: string[]) =>
      found.push(...faults.map((fault) => `${where}: ${fault}`));
    await tab.emulate({ colorScheme: 'light', forcedColors: false, reducedMotion: true });
    note('light', await audit(browser, surface, 'everything', except));
    await tab.emulate({ colorScheme: 'dark', reducedMotion: true });
    if (surface.isPanel) await ground(walk, 'dark');
    note('dark', await audit(browser, surface, 'colours'));
    if (surface.isPanel) await ground(walk, 'light');
    // Firefox takes the desktop's own pairs for them, whose contrast is not Verdict's.
    if (!IS_FIREFOX) {
      await tab.emulate({ forcedColors: true, reducedMotion: true });
      note('forced colours', await audit(browser, surface, 'colours'));
    }
    await tab.emulate({ colorScheme: 'light', forcedColors: false, reducedMotion: true });
    note('wide', await unusable(browser, surface));
    const isPopup = (await tab.url()).includes('popup.html');
    const { width, height } = surface.isPanel ? NARROW_FOR_PANEL : NARROW;
    if (!isPopup) await tab.setViewport(width, height);
    if (spaced) await spaceText(browser, surface);
    note('narrow', await unusable(browser, surface));
    if (!isPopup) await tab.setViewport(1280, 800);
    if (isPopup) await tab.close();
    expect(found).toEqual([]);
  });

  it('would have been told: axe and the measure see into the closed panel', async () => {
    const { browser, page, stage } = walk;
    const id = freshConversation(stage.sandbox, 'Spoilt');
    await page.bringToFront();
    await page.goto(addresses.clarityq(id));
    const panel = { tab: page, isPanel: true };
    await eventually(
      () =>
        onSurface(browser, panel, (root) => {
          const handle = root.querySelector<HTMLElement>('.handle');
          handle?.removeAttribute('aria-label');
          handle?.removeAttribute('title');
          handle?.style.setProperty('width', '12px');
          return handle !== null;
        }).catch(() => false),
      Boolean,
    );
    expect((await audit(browser, panel, 'everything')).join()).toMatch(/^button-name: /);
    expect((await unusable(browser, panel)).join()).toMatch(/handle.* is only /);
  });
}
