import type { Entry } from '../../../src/domain/entry.ts';
import type { Failure } from '../../../src/domain/failure.ts';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { freshConversation } from '../acts.ts';
import type { ChromiumSession } from '../driver/chromium.ts';
import type { Tab } from '../driver/person.ts';
import { seed, spoil, storedEntry } from '../seeded.ts';
import { addresses, eventually, type Stage } from '../stage.ts';
import { onSurface, type Surface } from './reached.ts';

const { clarityq: cq, clarifeye: cf } = FIXTURES;
const PASSPHRASE = 'correct horse battery staple';

/** What it takes to bring up a surface in any language. */
export interface Walk {
  stage: Stage;
  browser: ChromiumSession;
  /** A page of the extension, from which the worker can be asked. */
  desk: Tab;
  /** A vendor's page. */
  page: Tab;
  /** A text of the package as a person reads it, up to its first gap. */
  say(key: string): string;
}

/** Asks the worker as a page of the extension does. */
async function ask<T>({ desk }: Walk, kind: string, input: object = {}): Promise<T> {
  const answer = await desk.evaluate<{ ok: boolean; value: T }>(
    `chrome.runtime.sendMessage(${JSON.stringify({ ...input, kind })})`,
  );
  if (!answer?.ok) throw new Error(`${kind}: ${JSON.stringify(answer)}`);
  return answer.value;
}

const connection = {
  id: null,
  vendor: 'clarityq',
  name: 'Retail analytics of the northern region',
  origin: `https://${cq.apiHost}`,
  scope: cq.productId,
  scopeName: null,
  actAs: null,
  key: cq.key,
};

/** Connects both vendors; the connections' ids, ClarityQ's first. */
async function connect(walk: Walk): Promise<[clarityq: string, clarifeye: string]> {
  const first = await ask<{ id: string }>(walk, 'saveConnection', connection);
  const second = await ask<{ id: string }>(walk, 'saveConnection', {
    ...connection,
    vendor: 'clarifeye',
    name: 'People handbook',
    origin: `https://${cf.host}`,
    scope: null,
    actAs: cf.people.member.email,
    key: cf.tokens.member,
  });
  return [first.id, second.id];
}

/** Text of a surface without marks of direction, as one line. */
export async function textOf({ browser }: Walk, surface: Surface): Promise<string> {
  const text = await onSurface(
    browser,
    surface,
    (root) => (root instanceof Document ? root.body : root).textContent ?? '',
  ).catch(() => '');
  return text.replaceAll(/[\u2066-\u2069]/g, '').replaceAll(/\s+/g, ' ');
}

async function shows(walk: Walk, surface: Surface, key: string): Promise<Surface> {
  await eventually(
    () => textOf(walk, surface),
    (text) => text.includes(walk.say(key)),
  );
  return surface;
}

async function showsPage(walk: Walk, page: string, key: string): Promise<Surface> {
  const { desk, browser } = walk;
  const address = browser.extensionPage(page);
  const isThere = (await desk.url()).split('#')[0] === address.split('#')[0];
  await desk.goto(address);
  if (isThere) await desk.reload();
  return shows(walk, { tab: desk, isPanel: false }, key);
}

/** Goes to a conversation within the vendor's app, without a reload. */
async function showsPanel(walk: Walk, id: string, key: string): Promise<Surface> {
  const { page } = walk;
  await page.evaluate((to: string) => history.pushState(null, '', to), addresses.clarityq(id));
  return shows(walk, { tab: page, isPanel: true }, key);
}

/** Presses what a selector names with the real mouse, once it is there and at rest. */
async function pressIn(walk: Walk, surface: Surface, selector: string): Promise<void> {
  const middle = () =>
    onSurface(
      walk.browser,
      surface,
      (root, wanted) => {
        const element = root.querySelector(wanted);
        element?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
        const { x, y, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
        return { x: x + width / 2, y: y + height / 2, isThere: width > 0 };
      },
      selector,
    );
  let last = '';
  const box = await eventually(middle, (place) => {
    const isAtRest = place.isThere && JSON.stringify(place) === last;
    last = JSON.stringify(place);
    return isAtRest;
  });
  await surface.tab.mouse.click(box.x, box.y);
}

const held = (failure: Failure): Partial<Entry> => ({
  state: 'held',
  hold: { kind: 'failure', failure },
  stored: null,
});
const stored = (change: object): Partial<Entry> => ({
  stored: {
    feedback: { rating: 'good', comment: 'The chart leaves out the returns.' },
    at: Date.now(),
    row: null,
    author: null,
    reviewed: false,
    differences: [],
    ...change,
  },
});

/** Every receipt line there is, by the message that says it. */
const RECEIPTS: [key: string, change: () => Partial<Entry>][] = [
  ['stateStored', () => stored({})],
  ['stateStoredAs', () => stored({ author: 'mira.lindqvist@northwind.example' })],
  ['stateReviewed', () => stored({ reviewed: true })],
  [
    'stateDiffers',
    () =>
      stored({
        differences: [
          { kind: 'rating', stored: 'bad' },
          { kind: 'comment-cut', stored: 1200, meant: 2345 },
          { kind: 'author', stored: 'ada@northwind.example', meant: 'mira@northwind.example' },
        ],
      }),
  ],
  [
    'stateTakenBack',
    () => ({
      ...stored({ feedback: { rating: null, comment: '' } }),
      intent: { rating: null, comment: '' },
      past: [{ rating: 'good', comment: '' }],
    }),
  ],
  ['stateSaved', () => ({ state: 'queued', stored: null })],
  ['stateOutOfReach', () => ({ state: 'queued', stored: null, failure: { kind: 'offline' } })],
  ['stateWaiting', () => ({ state: 'waiting', stored: null })],
  ['stateChanged', () => ({ state: 'held', hold: { kind: 'answer-changed' }, stored: null })],
  [
    'stateNotVouched',
    () => ({ state: 'held', hold: { kind: 'not-vouched', minutes: 7 }, stored: null }),
  ],
  ['stateLocked', () => held({ kind: 'locked' })],
  ['failureKeyRefused', () => held({ kind: 'key-refused' })],
  ['failureAccessWithheld', () => held({ kind: 'access-withheld', host: cq.apiHost })],
  ['failureCannotTellOwnRow', () => held({ kind: 'cannot-tell-own-row' })],
];

/** The steps of a walk over every surface, each leaving it as it found it or further on. */
export const SURFACES: [name: string, show: (walk: Walk) => Promise<Surface>][] = [
  [
    'options without a connection',
    (walk) => showsPage(walk, 'options.html', 'optionsConnectionsNone'),
  ],
  [
    'the form of ClarityQ, with what is wrong',
    async (walk) => {
      const surface = await showsPage(walk, 'options.html#add-clarityq', 'productId');
      await pressIn(walk, surface, 'form button[type=submit]');
      return shows(walk, surface, 'formWrongScopeMissing');
    },
  ],
  [
    'the form of Clarifeye',
    (walk) => showsPage(walk, 'options.html#add-clarifeye', 'accessTokenHint'),
  ],
  ['what is recognised', (walk) => showsPage(walk, 'options.html#recognised', 'recognisedLead')],
  ['privacy and data', (walk) => showsPage(walk, 'options.html#privacy', 'passphraseForgotten')],
  ['help', (walk) => showsPage(walk, 'help.html', 'helpNotVouched')],
  ['the first run', (walk) => showsPage(walk, 'welcome.html', 'welcomeTryText')],
  ['the history, empty', (walk) => showsPage(walk, 'journal.html', 'journalEmptyText')],
  [
    'the panel, not set up',
    async (walk) => {
      const { page, stage } = walk;
      await page.goto(addresses.clarityq(freshConversation(stage.sandbox, 'Not set up')));
      const surface = { tab: page, isPanel: true };
      await eventually(
        () =>
          onSurface(walk.browser, surface, (root) => !!root.querySelector('.rating')).catch(
            () => false,
          ),
        Boolean,
      );
      return surface;
    },
  ],
  [
    'the panel, not set up and open',
    async (walk) => {
      const surface = { tab: walk.page, isPanel: true };
      await pressIn(walk, surface, '.handle');
      return shows(walk, surface, 'ratesLatest');
    },
  ],
  [
    'the panel, open and unrated',
    async (walk) => {
      await connect(walk);
      const surface = { tab: walk.page, isPanel: true };
      await eventually(
        () => textOf(walk, surface),
        (text) => !text.includes(walk.say('stateNotSetUp')),
      );
      return shows(walk, surface, 'comment');
    },
  ],
  ...RECEIPTS.map(([key, change]): (typeof SURFACES)[number] => [
    `the panel: ${key}`,
    async (walk) => {
      const { desk, stage } = walk;
      const { id } = stage.sandbox.clarityq.create(cq.productId, key);
      stage.sandbox.clarityq.ask(id, 'Which regions fell behind?', 'Three of them.');
      const [{ id: over = '' } = {}] = await ask<{ id: string }[]>(walk, 'connections');
      await seed(
        desk,
        storedEntry(Date.now(), {
          key,
          connection: over,
          conversation: {
            vendor: 'clarityq',
            origin: `https://${cq.apiHost}`,
            scope: cq.productId,
            id,
          },
          page: { title: `${key} · ClarityQ`, address: addresses.clarityq(id) },
          intent: { rating: 'good', comment: 'The chart leaves out the returns.' },
          ...change(),
        }),
      );
      return showsPanel(walk, id, key);
    },
  ]),
  [
    'the panel, with a draft that is too long',
    async (walk) => {
      const surface = { tab: walk.page, isPanel: true };
      await pressIn(walk, surface, 'textarea');
      await walk.page.key('Control+a');
      // As a paste brings it.
      await walk.browser
        .protocol(walk.page)
        .send('Input.insertText', { text: 'Too long. '.repeat(210) });
      return shows(walk, surface, 'draftNotSent');
    },
  ],
  ['the history', (walk) => showsPage(walk, 'journal.html', 'journalExportCsv')],
  [
    'the history with details',
    async (walk) => {
      await walk.desk.setViewport(1280, 800);
      const surface = { tab: walk.desk, isPanel: false };
      await pressIn(walk, surface, '.row-open');
      return shows(walk, surface, 'journalSteps');
    },
  ],
  [
    'the history with a row that cannot be read',
    async (walk) => {
      await spoil(walk.desk, 'entries', { key: 'broken', pressedAt: Date.now(), intent: 'great' });
      return showsPage(walk, 'journal.html', 'journalUnreadableRow');
    },
  ],
  [
    'options with connections, one being edited and one removed',
    async (walk) => {
      const surface = await showsPage(walk, 'options.html', 'optionsTest');
      await onSurface(walk.browser, surface, (root) => {
        const [first, second] = root.querySelectorAll('.connections > li');
        second?.querySelectorAll('button')[2]?.click();
        first?.querySelectorAll('button')[1]?.click();
      });
      await shows(walk, surface, 'formKeyKept');
      return shows(walk, surface, 'optionsRemoved');
    },
  ],
  [
    'options while locked',
    async (walk) => {
      await ask(walk, 'setPassphrase', { current: null, next: PASSPHRASE });
      await ask(walk, 'lock');
      return showsPage(walk, 'options.html#privacy', 'unlockText');
    },
  ],
  [
    'the popup, where nothing is recognised',
    async (walk) => {
      await walk.page.goto('https://www.clarityq.ai/');
      await walk.page.bringToFront();
      const tab = await walk.browser.popup(walk.page);
      return shows(walk, { tab, isPanel: false }, 'popupNoConversation');
    },
  ],
  [
    'the popup, on a conversation',
    async (walk) => {
      await ask(walk, 'unlock', { passphrase: PASSPHRASE });
      await walk.page.goto(addresses.clarityq(cq.conversations.completed));
      const tab = await walk.browser.popup(walk.page);
      await shows(walk, { tab, isPanel: false }, 'popupUnsettled');
      return shows(walk, { tab, isPanel: false }, 'popupShowPanel');
    },
  ],
];
