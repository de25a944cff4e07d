import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserSession } from '../driver/person.ts';
import { onSurface, type Surface } from './reached.ts';

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
  const isThere = '!!globalThis.axe';
  const run = <T>(expression: string) =>
    isPanel ? browser.evaluateInContentScript<T>(tab, expression) : tab.evaluate<T>(expression);
  if (!(await run<boolean>(isThere))) await run(`(() => { ${source} })(), true`);
  return onSurface(
    browser,
    surface,
    async (root, runOnly, disabled) => {
      const { axe } = globalThis as unknown as { axe: Axe };
      const host = root instanceof ShadowRoot ? root.host : null;
      // Only for this world, which is not the page's: what the panel's root is remains closed.
      if (host) Object.defineProperty(host, 'shadowRoot', { value: root, configurable: true });
      const { violations } = await axe.run(host ?? document, {
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
  );
}
