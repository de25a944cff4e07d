import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { expand, expectNoTraces, reads } from '../acts.ts';
import type { Tab } from '../driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from '../stage.ts';
import { type Device, openDevice } from './device.ts';
import { fresh } from './rounds.ts';

const API = FIXTURES.clarityq.apiHost;

describe('what is not settled is counted', () => {
  let stage: Stage;
  let device: Device;
  let tab: Tab;

  const opened = async (title: string): Promise<string> => {
    const { id, address } = fresh(stage, 'clarityq', title);
    await tab.goto(address);
    await tab.find('button', 'Good answer');
    return id;
  };
  const badgeIs = (text: string) =>
    eventually(
      () => device.badge(),
      (badge) => badge === text,
    );

  beforeAll(async () => {
    stage = await openStage();
    tab = await connectClarityq(stage);
    device = await openDevice(stage);
    await tab.bringToFront();
  });
  afterAll(() => stage?.close());

  it('the badge what needs a person, the popup also what waits and what is a draft', async () => {
    const { faults } = stage.sandbox;
    expect(await device.badge()).toBe('');
    const refused = { kind: 'status', status: 422, body: { detail: 'Not today.' } } as const;
    faults.add({ method: 'PUT', when: 'before', do: refused, times: 2 });
    const held = [];
    for (const title of ['First held', 'Second held']) {
      held.push(await opened(title));
      await press(tab, 'Bad answer');
      await reads(tab, 'ClarityQ did not accept it: Not today.');
    }
    await badgeIs('2');

    await opened('Waits');
    faults.down(API, { pages: false });
    await press(tab, 'Good answer');
    await reads(tab, 'Will be sent when ClarityQ can be reached.');
    await opened('Half written');
    await expand(tab);
    await (await tab.find('textbox', 'Comment')).type('Not yet');
    await eventually(
      () => device.drafts(),
      (drafts) => drafts.length === 1,
    );
    expect(await device.unsettled()).toEqual({ needsPerson: 2, waiting: 1, drafts: 1 });
    expect(await device.badge()).toBe('2');
    const popup = await stage.browser.popup(tab);
    for (const words of ['2 need a person', '1 waiting', '1 draft']) await reads(popup, words);
    await popup.close();

    faults.up(API);
    await tab.goto(addresses.clarityq(held[0] ?? ''));
    await press(tab, 'Discard');
    await badgeIs('1');
    await tab.goto(addresses.clarityq(held[1] ?? ''));
    await press(tab, 'Try again');
    await reads(tab, /Stored in ClarityQ at/);
    await badgeIs('');
    await eventually(
      () => device.unsettled(),
      ({ needsPerson, waiting, drafts }) => needsPerson === 0 && waiting === 0 && drafts === 1,
      60_000,
    );
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
