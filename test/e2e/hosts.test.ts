import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expectNoTraces, fill, pressOnCard } from './acts.ts';
import type { Tab } from './driver/person.ts';
import { openStage, press, type Stage } from './stage.ts';

const { us, own, host, people } = FIXTURES.clarifeye;

describe('Clarifeye on its other hosts, and in another name', () => {
  let stage: Stage;
  let options: Tab;
  let tab: Tab;

  const rows = (id: string) => stage.sandbox.clarifeye.rows(id);
  const addressOf = (place: typeof us | typeof own) =>
    `https://${place.host}/projects/${place.projectId}/playground/${place.conversation}`;

  beforeAll(async () => {
    stage = await openStage();
    options = await stage.browser.open(stage.browser.extensionPage('options.html'));
  });
  afterAll(() => stage?.close());

  it('US: the token goes to the US server and nowhere else', async () => {
    await press(options, 'Add Clarifeye connection');
    await fill(options, 'Name', 'Claims');
    await (await options.find('radio', 'US')).click();
    await fill(options, 'Access token', us.token);
    await press(options, 'Save');
    await options.find('heading', /Claims/);
    tab = await stage.browser.open(addressOf(us));
    await press(tab, 'Good answer');
    await tab.waitForStatus(/Stored in Clarifeye as mira@northwind\.example at/);
    expect(rows(us.conversation)).toMatchObject([{ is_positive: true, context: { query_id: 0 } }]);
  });

  it("a customer's own server: the address is typed and used as it is", async () => {
    await options.bringToFront();
    await press(options, 'Add Clarifeye connection');
    await fill(options, 'Name', 'Warehouse');
    await (await options.find('radio', 'Other')).click();
    await fill(options, 'Server address', own.host);
    await fill(options, 'Access token', own.token);
    await press(options, 'Save');
    await options.find('heading', /Warehouse/);
    await tab.bringToFront();
    await tab.goto(addressOf(own));
    await press(tab, 'Bad answer');
    await tab.waitForStatus(/Stored in Clarifeye as mira@northwind\.example at/);
    expect(rows(own.conversation)).toMatchObject([{ is_positive: false }]);
  });

  it('no token ever left for another server than its own', () => {
    const sent = stage.sandbox.requests
      .filter((request) => request.origin === 'extension')
      .map((request) => `${request.host} ${request.headers.authorization}`);
    expect([...new Set(sent)].sort()).toEqual(
      [`${own.host} Bearer ${own.token}`, `${us.host} Bearer ${us.token}`].sort(),
    );
    expect(sent.some((line) => line.startsWith(host))).toBe(false);
  });

  it('Act as, which the server ignores in silence: Stored differently', async () => {
    await options.bringToFront();
    await pressOnCard(options, 'Warehouse', 'Edit');
    await fill(options, 'Act as (e-mail)', people.second.email);
    await press(options, 'Save');
    await options.gone('button', 'Save');
    await options.waitForText(people.second.email);
    await tab.bringToFront();
    await press(tab, 'Good answer');
    await tab.waitForStatus(
      `Stored differently: as ${people.member.email}, not as ${people.second.email}.`,
    );
    expect(rows(own.conversation)).toMatchObject([
      { is_positive: true, given_by: { email: people.member.email } },
    ]);
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
