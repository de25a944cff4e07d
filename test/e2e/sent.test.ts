import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expand, expectNoTraces, freshConversation, reads } from './acts.ts';
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

const MASK = '••••••••';

describe('what will be sent', () => {
  let stage: Stage;
  let tab: Tab;

  /** What the open preview says, without the isolates and the line breaks of its surroundings. */
  const shown = async (on: Tab): Promise<string> => {
    await on.find('region', 'What is sent');
    const [, text = ''] = (await on.text())
      .split('What is sent\n')
      .slice(-2)
      .join('\n')
      .split(/^(?=(?:GET|PUT|POST|PATCH|DELETE) )/m);
    return text;
  };
  /** The extension's last write to a conversation, in the words of the preview. */
  const written = async (id: string) => {
    const { requests } = stage.sandbox;
    const write = await eventually(
      () =>
        requests.findLast(
          ({ origin, method, path, body }) =>
            origin === 'extension' && method !== 'GET' && (path + body).includes(id),
        ),
      (found) => found?.answered === true,
    );
    return {
      start: `${write?.method} https://${write?.host}${write?.path}`,
      body: write?.body ?? '',
    };
  };

  beforeAll(async () => {
    stage = await openStage();
    await (await connectClarityq(stage)).close();
    tab = await connectClarifeye(stage);
  });
  afterAll(() => stage?.close());

  it('ClarityQ: the panel shows the request to the letter, key masked, before it is made', async () => {
    const id = freshConversation(stage.sandbox, 'To the letter');
    await tab.goto(addresses.clarityq(id));
    await expand(tab);
    await reads(tab, "Stored as the key's maker, like the thumbs in ClarityQ.");
    await press(tab, 'Good answer');
    await reads(tab, /Stored in ClarityQ at/);
    await (await tab.find('textbox', 'Comment')).type('Größe "fehlt" 👍');
    await reads(tab, 'Draft, not sent.');
    const toggle = await press(tab, 'What is sent');
    const before = await shown(tab);
    expect((await toggle.now()).expanded).toBe(true);
    await press(tab, 'Save comment');
    await eventually(
      () => stage.sandbox.clarityq.feedback(id)?.comment,
      (comment) => comment === 'Größe "fehlt" 👍',
    );
    const { start, body } = await written(id);
    expect(before).toContain(start);
    expect(before).toContain(body);
    expect(before).toContain(`X-API-Key: ${MASK}`);
    expect(await tab.text()).not.toContain(FIXTURES.clarityq.key);
    await press(tab, 'What is sent');
    await tab.gone('region', 'What is sent');
  });

  it('Clarifeye: the popup shows it in place, and whose name it carries once that is known', async () => {
    const { clarifeye } = stage.sandbox;
    const { projectId, people, tokens } = FIXTURES.clarifeye;
    const { id } = clarifeye.create(projectId, people.member.id, 'In the popup');
    clarifeye.ask(id, 'How long?');
    clarifeye.finish(id);
    await tab.goto(addresses.clarifeye(id));
    await tab.find('button', 'Good answer');
    const popup = await stage.browser.popup(tab);
    await reads(popup, "Stored as the token's owner; project admins see it, too.");
    await press(popup, 'Bad answer');
    await reads(popup, /Stored in Clarifeye as/);
    await reads(popup, `Stored as ${people.member.email}; project admins see it, too.`);
    await (await popup.find('textbox', 'Comment')).type('Schema gap.');
    await reads(popup, 'Draft, not sent.');
    await press(popup, 'What is sent');
    const before = await shown(popup);
    await press(popup, 'Save comment');
    await eventually(
      () => clarifeye.rows(id)[0]?.feedback,
      (feedback) => feedback === 'Schema gap.',
    );
    const { start, body } = await written(clarifeye.rows(id)[0]?.id ?? '');
    expect(start).toMatch(/^PATCH /);
    expect(before).toContain(start);
    expect(before).toContain(body);
    expect(before).toContain(`Authorization: Bearer ${MASK}`);
    expect(await popup.text()).not.toContain(tokens.member);
    await popup.close();
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
