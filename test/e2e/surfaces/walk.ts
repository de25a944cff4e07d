import { FIXTURES } from '../../sandbox/sandbox.ts';
import type { BrowserSession, Tab } from '../driver/person.ts';
import { addresses, eventually, type Stage } from '../stage.ts';
import { onSurface, type Surface } from './reached.ts';

const { clarityq: cq, clarifeye: cf } = FIXTURES;

/** What it takes to bring up a surface in any language. */
export interface Walk {
  stage: Stage;
  browser: BrowserSession;
  /** A page of the extension, from which the worker can be asked. */
  desk: Tab;
  /** A vendor's page. */
  page: Tab;
  /** A text of the package as a person reads it, up to its first gap. */
  say(key: string): string;
}

/** Asks the worker as a page of the extension does. */
export async function ask<T>({ desk }: Walk, kind: string, input: object = {}): Promise<T> {
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
export async function connect(walk: Walk): Promise<[clarityq: string, clarifeye: string]> {
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
    (root) => root.documentElement.textContent ?? '',
  ).catch(() => '');
  return text.replaceAll(/[\u2066-\u2069]/g, '').replaceAll(/\s+/g, ' ');
}

/** Waits until a text, by its key, stands on a surface; answers with the surface. */
export async function shows(walk: Walk, surface: Surface, key: string): Promise<Surface> {
  await eventually(
    () => textOf(walk, surface),
    (text) => text.includes(walk.say(key)),
  );
  return surface;
}

/** Opens one of the extension's pages anew and waits for a text, by its key. */
export async function showsPage(walk: Walk, page: string, key: string): Promise<Surface> {
  const { desk, browser } = walk;
  const address = browser.extensionPage(page);
  // What stands behind is slowed down.
  await desk.bringToFront();
  const isThere = (await desk.url()).split('#')[0] === address.split('#')[0];
  await desk.goto(address);
  if (isThere) await desk.reload();
  return shows(walk, { tab: desk, isPanel: false }, key);
}

/** Goes to a conversation within the vendor's app, without a reload. */
export async function showsPanel(walk: Walk, id: string, key: string): Promise<Surface> {
  const { page } = walk;
  await page.bringToFront();
  await page.evaluate((to: string) => history.pushState(null, '', to), addresses.clarityq(id));
  return shows(walk, { tab: page, isPanel: true }, key);
}

/** Presses what a selector names with the real mouse, once it is there and at rest. */
export async function pressIn(walk: Walk, surface: Surface, selector: string): Promise<void> {
  const middle = () =>
    onSurface(
      walk.browser,
      surface,
      (root, wanted) => {
        const element = root.querySelector(wanted);
        element?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
        const { x, y, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
        // The mouse is told its place in the page, which the panel's frame stands in.
        const around = root.defaultView?.frameElement?.getBoundingClientRect() ?? new DOMRect();
        return {
          x: around.x + x + width / 2,
          y: around.y + y + height / 2,
          isThere: width > 0,
        };
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
