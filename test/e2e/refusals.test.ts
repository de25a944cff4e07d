import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FIXTURES, type Mishap } from '../sandbox/sandbox.ts';
import {
  expectNoTraces,
  fill,
  freshConversation,
  pressedRatings,
  pressOnCard,
  reads,
} from './acts.ts';
import type { Tab } from './driver/person.ts';
import {
  addresses,
  connectClarifeye,
  connectClarityq,
  eventually,
  openStage,
  press,
  type Stage,
} from './stage.ts';

const { clarityq: cq, clarifeye: cf } = FIXTURES;

const detail = (status: number, body?: unknown): Mishap => ({ kind: 'status', status, body });

describe('what a vendor refuses: one sentence each, with a next step', () => {
  let stage: Stage;
  let tab: Tab;

  beforeAll(async () => {
    stage = await openStage();
    await (await connectClarityq(stage, { key: cq.unknownKey })).close();
    tab = await connectClarifeye(stage);
  });
  afterAll(() => stage?.close());
  beforeEach(() => stage.sandbox.faults.clear());

  it('a wrong key: says so, leads to Options, and sends by itself once the key is right', async () => {
    const id = cq.conversations.completed;
    await tab.goto(addresses.clarityq(id));
    await press(tab, 'Good answer');
    await tab.waitForStatus('ClarityQ refused this key; add a new one in Options.');
    expect(stage.sandbox.clarityq.puts).toBe(0);
    expect(await pressedRatings(tab)).toEqual(['Good answer']);

    await press(tab, 'Options');
    const options = await stage.browser.waitForTab(/options\.html/);
    await reads(options, 'ClarityQ refused this key');
    expect(await options.maybe('form', 'Add ClarityQ connection')).toBeNull();
    await pressOnCard(options, 'Retail analytics', 'Edit');
    await fill(options, 'API key', cq.key);
    await press(options, 'Save');
    await options.gone('button', 'Save');
    await options.close();
    await tab.bringToFront();
    await tab.waitForStatus(/Stored in ClarityQ at/);
    expect(stage.sandbox.clarityq.writes).toMatchObject([{ rating: 'POSITIVE' }]);
  });

  const clarityq: [string, Mishap, string][] = [
    [
      '403',
      detail(403, { detail: 'The role of this API key does not allow this' }),
      'This key has no access to this part of ClarityQ. Check the connection in Options, or ask its owner.',
    ],
    [
      '404',
      detail(404, { detail: 'Conversation not found' }),
      'ClarityQ does not know this conversation for this key. Check that the connection in Options is of the same product or project.',
    ],
    [
      '422 with a text',
      detail(422, { detail: 'Links are not allowed.' }),
      'ClarityQ did not accept it: Links are not allowed.',
    ],
    [
      '422 with a list',
      detail(422, {
        detail: [{ loc: ['body', 'comment'], msg: 'String too long', type: 'string_too_long' }],
      }),
      'ClarityQ did not accept it: comment: String too long',
    ],
    [
      '400 without a word',
      { kind: 'empty', status: 400 },
      'ClarityQ did not accept it (400) and did not say why. Change the comment, then try again.',
    ],
    [
      'a page of HTML in a 200',
      { kind: 'html', status: 200 },
      'Something between you and ClarityQ answered instead. Sign in to your network or proxy, then try again.',
    ],
    [
      'a redirect',
      { kind: 'redirect', status: 307, to: `https://${cf.host}/api/v1/projects/` },
      'ClarityQ sent Verdict to another address, and keys never follow. Check the server address in Options.',
    ],
    // The last one: it pauses the connection.
    [
      '401 with an empty body',
      { kind: 'empty', status: 401 },
      'ClarityQ refused this key; add a new one in Options.',
    ],
  ];
  it.each(clarityq)('ClarityQ, %s', async (name, mishap, sentence) => {
    const { sandbox } = stage;
    const id = freshConversation(sandbox, name);
    sandbox.faults.add({ host: cq.apiHost, method: 'PUT', when: 'before', do: mishap });
    await tab.goto(addresses.clarityq(id));
    const atOthers = sandbox.requests.filter(({ host }) => host === cf.host).length;
    await press(tab, 'Bad answer');
    await reads(tab, sentence);
    expect(await pressedRatings(tab)).toEqual(['Bad answer']);
    expect(sandbox.clarityq.feedback(id)).toBeNull();
    expect(sandbox.requests.filter(({ host }) => host === cf.host)).toHaveLength(atOthers);
    await tab.find('button', 'Discard');
    if (name.startsWith('401')) return;
    await press(tab, 'Try again');
    await reads(tab, /Stored in ClarityQ at/);
    expect(sandbox.clarityq.writes.filter((write) => write.conversationId === id)).toHaveLength(1);
  });

  const clarifeye: [string, Mishap, string][] = [
    [
      '400 with a map of fields',
      detail(400, { feedback: ['This field may not be blank.'], is_positive: ['Not valid.'] }),
      'Clarifeye did not accept it: feedback: This field may not be blank. is_positive: Not valid.',
    ],
    [
      '400 with an error',
      detail(400, { error: 'The project is read-only.' }),
      'Clarifeye did not accept it: The project is read-only.',
    ],
    [
      '400 with errors of no field',
      detail(400, { non_field_errors: ['Already reviewed.'] }),
      'Clarifeye did not accept it: Already reviewed.',
    ],
    [
      '403',
      detail(403, { error: 'You do not have permission to perform this action.' }),
      'This key has no access to this part of Clarifeye. Check the connection in Options, or ask its owner.',
    ],
  ];
  it.each(clarifeye)('Clarifeye, %s', async (_name, mishap, sentence) => {
    const { sandbox } = stage;
    const id = cf.conversations.single;
    sandbox.faults.add({ host: cf.host, method: 'POST', when: 'before', do: mishap });
    await tab.goto(addresses.clarifeye(id));
    await press(tab, 'Good answer');
    await reads(tab, sentence);
    expect(sandbox.clarifeye.rows(id)).toEqual([]);
    await tab.find('button', 'Try again');
    await press(tab, 'Discard');
    await eventually(
      () => pressedRatings(tab),
      (pressed) => pressed.length === 0,
    );
  });

  it('Clarifeye, a wrong token: says so, and goes on by itself once the token is right', async () => {
    const id = cf.conversations.leave;
    const options = await stage.browser.open(stage.browser.extensionPage('options.html'));
    const change = async (token: string) => {
      await pressOnCard(options, 'People handbook', 'Edit');
      await fill(options, 'Access token', token);
      await press(options, 'Save');
      await options.gone('button', 'Save');
    };
    const refused = 'Clarifeye refused this key; add a new one in Options.';
    await change(cf.tokens.unknown);
    await tab.bringToFront();
    await tab.goto(addresses.clarifeye(id));
    await press(tab, 'Good answer');
    await reads(tab, refused);
    // What was refused once is not asked again; that is said at once, and on other conversations.
    const { gaps } = cf.conversations;
    await tab.goto(addresses.clarifeye(gaps));
    await press(tab, 'Good answer');
    await reads(tab, refused);
    const asked = () =>
      stage.sandbox.requests.filter(
        ({ origin, path }) => origin === 'extension' && path.includes(gaps),
      );
    expect(asked()).toEqual([]);
    await press(tab, 'Collapse');
    await tab.find('button', refused);

    await options.bringToFront();
    await reads(options, 'Clarifeye refused this key');
    await change(cf.tokens.member);
    await options.close();
    await tab.bringToFront();
    await tab.gone('button', refused);
    await reads(tab, /Stored in Clarifeye as mira@northwind\.example at/);
    for (const pressed of [id, gaps]) {
      await eventually(
        () => stage.sandbox.clarifeye.rows(pressed).length,
        (rows) => rows === 1,
      );
      expect(stage.sandbox.clarifeye.rows(pressed)).toMatchObject([{ is_positive: true }]);
    }
  });

  it("Clarifeye, 404 for somebody else's conversation: said before anything is pressed", async () => {
    await tab.goto(addresses.clarifeye(cf.conversations.private));
    const words =
      'Clarifeye does not know this conversation for this key. Check that the connection in Options is of the same product or project.';
    await press(tab, words);
    await reads(tab, words);
    await tab.find('button', 'Options');
    expect(stage.sandbox.clarifeye.rows(cf.conversations.private)).toEqual([]);
  });

  it('without a connection a press is kept and Set up leads to Options', async () => {
    const product = cq.otherProductId;
    await tab.goto(addresses.clarityq(cq.conversations.otherProduct, product));
    await press(tab, 'Good answer');
    await reads(tab, 'Add your ClarityQ key to send feedback.');
    await press(tab, 'Set up');
    const options = await stage.browser.waitForTab(/options\.html/);
    await fill(options, 'Product ID', product);
    await fill(options, 'API key', cq.otherKey);
    await press(options, 'Save');
    await options.gone('button', 'Save');
    await options.close();
    await tab.bringToFront();
    await tab.waitForStatus(/Stored in ClarityQ at/);
    expect(stage.sandbox.clarityq.feedback(cq.conversations.otherProduct)?.rating).toBe('POSITIVE');
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
