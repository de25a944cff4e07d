import { FIXTURES } from '../../sandbox/sandbox.ts';
import type { Surface } from './reached.ts';
import { shows, showsPage, type Walk } from './walk.ts';

const { clarityq: cq } = FIXTURES;

/** What an organisation can set, with a field of each kind that does not hold. */
const POLICY = {
  connections: [
    { vendor: 'clarityq', name: 'Retail for all', product: cq.productId, key: 'in-the-open' },
  ],
  allowedVendors: ['clarityq'],
  passphraseRequired: true,
  keepMonths: 6,
  watchMinutes: 'often',
  reasons: { clarityq: { good: ['Exact'], bad: ['Slow'] } },
};

/** A settings file that adds, changes and would do what is refused. */
const FILE = {
  verdict: 'settings',
  version: 1,
  connections: [
    {
      vendor: 'clarityq',
      name: 'Wholesale',
      origin: `https://${cq.apiHost}`,
      scope: '7d1e40c2-0000-4000-8000-00000000c204',
      key: 'never-taken-in',
    },
    { vendor: 'clarifeye', name: 'Elsewhere', origin: 'https://clarifeye.evil.example' },
  ],
  preferences: { keepMonths: 12 },
};

/** Chooses a settings file where the page would ask for one. */
export async function chooseFile({ desk }: Walk): Promise<void> {
  await desk.evaluate((content: string) => {
    const input = document.querySelector<HTMLInputElement>('input[type=file]');
    const chosen = new DataTransfer();
    chosen.items.add(new File([content], 'settings.json'));
    if (input) input.files = chosen.files;
    input?.dispatchEvent(new Event('change', { bubbles: true }));
  }, JSON.stringify(FILE));
}

/** What an organisation's policy changes; the walk's last steps, and only where it comes in live. */
export const GOVERNED: [name: string, show: (walk: Walk) => Promise<Surface>][] = [
  [
    'options under a policy',
    async (walk) => {
      await walk.browser.setPolicy(POLICY);
      const surface = await showsPage(walk, 'options.html', 'optionsTest');
      return shows(walk, surface, 'policyKey');
    },
  ],
  [
    'privacy and data under a policy',
    (walk) => showsPage(walk, 'options.html#privacy', 'policyPassphraseStays'),
  ],
  ['reasons under a policy', (walk) => showsPage(walk, 'options.html#reasons', 'policyPreference')],
];
