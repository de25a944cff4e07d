import { FIXTURES } from '../../sandbox/sandbox.ts';
import { freshConversation } from '../acts.ts';
import { seed, spoil, storedEntry } from '../seeded.ts';
import { addresses, eventually } from '../stage.ts';
import { chooseFile } from './governed.ts';
import { onSurface, type Surface } from './reached.ts';
import { RECEIPTS } from './receipts.ts';
import { ask, connect, pressIn, shows, showsPage, showsPanel, textOf, type Walk } from './walk.ts';

const { clarityq: cq } = FIXTURES;
const PASSPHRASE = 'correct horse battery staple';

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
  [
    'what is recognised in an address',
    async (walk) => {
      const surface = { tab: walk.desk, isPanel: false };
      await pressIn(walk, surface, 'section:not([hidden]) input');
      await walk.desk.type(addresses.clarityq(cq.conversations.completed));
      return shows(walk, surface, 'recognisedConversation');
    },
  ],
  ['privacy and data', (walk) => showsPage(walk, 'options.html#privacy', 'passphraseForgotten')],
  [
    'what erasing would take',
    async (walk) => {
      const surface = { tab: walk.desk, isPanel: false };
      await pressIn(walk, surface, 'section:not([hidden]) > .card:last-child button');
      return shows(walk, surface, 'privacyEraseAll');
    },
  ],
  [
    'what importing would do',
    async (walk) => {
      await chooseFile(walk);
      return shows(walk, { tab: walk.desk, isPanel: false }, 'transferPreview');
    },
  ],
  [
    'diagnostics',
    async (walk) => {
      const surface = { tab: walk.desk, isPanel: false };
      await pressIn(walk, surface, 'section:not([hidden]) > .card:nth-last-child(2) button');
      await eventually(
        () => onSurface(walk.browser, surface, (root) => !!root.querySelector('.gathered')),
        Boolean,
      );
      return surface;
    },
  ],
  ['help', (walk) => showsPage(walk, 'help.html', 'helpNotVouched')],
  ['the first run', (walk) => showsPage(walk, 'welcome.html', 'welcomeTryText')],
  ['shortcuts', (walk) => showsPage(walk, 'options.html#shortcuts', 'shortcutsLead')],
  ['appearance', (walk) => showsPage(walk, 'options.html#appearance', 'appearanceHint')],
  ['reasons', (walk) => showsPage(walk, 'options.html#reasons', 'reasonsForBad')],
  ['the history, empty', (walk) => showsPage(walk, 'journal.html', 'journalEmptyText')],
  [
    'the panel, not set up',
    async (walk) => {
      const { page, stage } = walk;
      await page.bringToFront();
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
      const comment = await walk.page.find('textbox', walk.say('comment'));
      await comment.fill('Too long. '.repeat(210));
      return shows(walk, surface, 'draftNotSent');
    },
  ],
  [
    'the panel, with what will be sent',
    async (walk) => {
      const surface = { tab: walk.page, isPanel: true };
      await pressIn(walk, surface, '.audience button');
      await eventually(
        () => onSurface(walk.browser, surface, (root) => root.querySelector('.payload') !== null),
        Boolean,
      );
      return surface;
    },
  ],
  ['the history', (walk) => showsPage(walk, 'journal.html', 'journalExportCsv')],
  [
    'the history, with nothing found',
    async (walk) => {
      const surface = { tab: walk.desk, isPanel: false };
      await pressIn(walk, surface, '.search input');
      await walk.desk.type('zzzz');
      await shows(walk, surface, 'journalNothingFound');
      return surface;
    },
  ],
  [
    'the history with details',
    async (walk) => {
      await walk.desk.setViewport(1280, 800);
      const surface = await showsPage(walk, 'journal.html', 'journalExportCsv');
      await pressIn(walk, surface, '.row-open');
      return shows(walk, surface, 'journalSteps');
    },
  ],
  [
    'the history, with feedback being changed',
    async (walk) => {
      const surface = { tab: walk.desk, isPanel: false };
      await pressIn(walk, surface, '.detail-do button');
      return shows(walk, surface, 'journalDone');
    },
  ],
  [
    'the history with a row that cannot be read',
    async (walk) => {
      await spoil(walk.desk, 'entries', { key: 'broken', pressedAt: Date.now(), intent: 'great' });
      return showsPage(walk, 'journal.html', 'journalUnreadableRow');
    },
  ],
  ['options with connections', (walk) => showsPage(walk, 'options.html', 'optionsTest')],
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
    'the first run, once practised',
    async (walk) => {
      const surface = await showsPage(walk, 'welcome.html', 'welcomeTryText');
      await pressIn(walk, surface, '.sheet .rating button:last-child');
      await eventually(
        () => onSurface(walk.browser, surface, (root) => !!root.querySelector('.receipt.done')),
        Boolean,
      );
      return surface;
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
    'the popup, locked',
    async (walk) => {
      await walk.page.goto(addresses.clarityq(cq.conversations.twoTurns));
      await walk.page.bringToFront();
      const tab = await walk.browser.popup(walk.page);
      await shows(walk, { tab, isPanel: false }, 'popupShowPanel');
      return shows(walk, { tab, isPanel: false }, 'unlockText');
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
