import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserSession } from '../driver/person.ts';
import { onSurface, type Surface, WINDOW } from './reached.ts';

interface Axe {
  run(
    context: Element | Document,
    options: object,
  ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 up to AA, and what axe counts as good practice. */
const EVERYTHING = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
/** What another colour scheme can change. */
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/**
 * Everything axe has to say against a surface, one line for each finding.
 *
 * @param except rules that do not apply to what is shown
 */
export async function audit(
  browser: BrowserSession,
  surface: Surface,
  only: 'everything' | 'colours',
  except: readonly string[] = [],
): Promise<string[]> {
  const { tab, isPanel } = surface;
  const view = isPanel ? WINDOW.panel : WINDOW.page;
  const run = <T>(expression: string) =>
    isPanel ? browser.evaluateInContentScript<T>(tab, expression) : tab.evaluate<T>(expression);
  if (!(await run<boolean>(`!!${view}.axe`)))
    await run(`((window) => { ${source} })(${view}), true`);
  return onSurface(
    browser,
    surface,
    async (root, runOnly, disabled, isPart) => {
      const { axe } = window as unknown as { axe: Axe };
      // What is asked of a whole page is asked of the page that the panel is a part of.
      const { violations } = await axe.run(isPart ? (root.querySelector('.card') ?? root) : root, {
        runOnly,
        rules: Object.fromEntries(disabled.map((rule) => [rule, { enabled: false }])),
        resultTypes: ['violations'],
      });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary.slice(0, 300)}`),
      );
    },
    only === 'everything' ? EVERYTHING : COLOURS,
    except,
    isPanel,
  );
}
