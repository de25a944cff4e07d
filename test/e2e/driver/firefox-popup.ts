import { writeFile } from 'node:fs/promises';
import { firefoxInput } from './firefox-input.ts';
import type { RunningFirefox } from './firefox-process.ts';
import type { TabEngine } from './tab.ts';
import { until } from './until.ts';

/** Finds the open popup; WebDriver does not list it, as it is no tab but part of the tool bar. */
const FIND = `
const view = Services.wm.getMostRecentWindow('navigator:browser');
const popup = [...view.document.querySelectorAll('browser.webextension-popup-browser')]
  .find((one) => one.closest('panel')?.state === 'open');
`;

const NEEDED = `${FIND}if (!popup) throw new Error('The popup is closed');\n`;

/** Sends a script into the popup's process, as tabs get theirs from Marionette. */
const RELAY = `${NEEDED}
const reply = 'verdict-reply-' + Math.random();
const answer = new Promise((resolve) => {
  const take = ({ data }) => {
    popup.messageManager.removeMessageListener(reply, take);
    resolve(data);
  };
  popup.messageManager.addMessageListener(reply, take);
});
const source = '(async () => { const args = ' + JSON.stringify(args[1]) + ';'
  + 'const { classes: Cc, interfaces: Ci, utils: Cu } = Components;'
  + 'const window = content; const { document } = content;'
  + 'let answer; try { answer = { value: await (async () => {' + args[0] + '\\n})() } }'
  + 'catch (error) { answer = { failure: String(error) } }'
  + 'sendAsyncMessage(' + JSON.stringify(reply) + ', JSON.stringify(answer)); })()';
popup.messageManager.loadFrameScript(
  'data:application/javascript;charset=utf-8,' + encodeURIComponent(source), false);
const { value, failure } = JSON.parse(await answer);
if (failure !== undefined) throw new Error(failure);
return value;
`;

const OPEN = `
const { extension } = WebExtensionPolicy.getByID(args[0]);
const { ExtensionParent } = ChromeUtils.importESModule(
  'resource://gre/modules/ExtensionParent.sys.mjs');
const action = ExtensionParent.apiManager.global.browserActionFor(extension);
await action.openPopup(Services.wm.getMostRecentWindow('navigator:browser'), false);
`;

const EVALUATE = `
const world = new Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false });
const value = await Cu.evalInSandbox('(async () => (' + args[0] + '\\n))()', world);
return value === undefined ? null : value;
`;

const SNAPSHOT = `${NEEDED}
const { width, height } = popup.getBoundingClientRect();
const bitmap = await popup.browsingContext.currentWindowGlobal.drawSnapshot(
  new DOMRect(0, 0, width, height), 1, 'white');
const canvas = view.document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas');
[canvas.width, canvas.height] = [bitmap.width, bitmap.height];
canvas.getContext('2d').drawImage(bitmap, 0, 0);
return canvas.toDataURL('image/png').split(',')[1];
`;

/**
 * Keys and clicks go to the popup's process by another way than scripts do. So that what is asked
 * next finds them done, the last of them is waited for where it arrives; a press that closes the
 * popup never does.
 */
const ARRIVES = `${NEEDED}
view.verdictArrived = new Promise((resolve) => {
  const panel = popup.closest('panel');
  const done = () => {
    popup.messageManager?.removeMessageListener(args[0], done);
    panel.removeEventListener('popuphidden', done);
    resolve();
  };
  popup.messageManager.addMessageListener(args[0], done);
  panel.addEventListener('popuphidden', done);
  // What the browser takes for itself, as a list that opens does, arrives nowhere.
  view.setTimeout(done, 2000);
});
`;
const LISTEN = `
let left = args[1];
addEventListener(args[0], function done() {
  left -= 1;
  if (left > 0) return;
  removeEventListener(args[0], done, { capture: true });
  sendAsyncMessage(args[2]);
}, { capture: true, mozSystemGroup: true });
`;
const ARRIVED = `
const view = Services.wm.getMostRecentWindow('navigator:browser');
await view.verdictArrived;
`;

/** The event that the last of these actions makes, and how many of its kind they make. */
function lastOf(actions: { type: string }[]): [event: string, count: number] | null {
  const last = actions.findLast(({ type }) => type !== 'pointerMove');
  if (last === undefined) return null;
  const event = { keyUp: 'keyup', pointerUp: 'mouseup' }[last.type];
  if (event === undefined) return null;
  return [event, actions.filter(({ type }) => type === last.type).length];
}

/** How long a person waits for the popup before they press the button again. */
const AGAIN_MS = 3_000;

/** Opens the toolbar button's popup over the tab in front, as its button does. */
export async function openFirefoxPopup(
  firefox: RunningFirefox,
  addonId: string,
): Promise<TabEngine> {
  const asSystem = <T>(body: string, ...args: unknown[]) => firefox.inChrome<T>(RELAY, body, args);
  const never = async (): Promise<never> => {
    throw new Error('A popup cannot do this');
  };
  let performed = 0;
  let pressedAt = Number.NEGATIVE_INFINITY;
  await until(
    async () => {
      const there = await firefox.inChrome<boolean>(`${FIND}return popup !== undefined;`);
      // A tab that is still coming to the front closes a popup; whoever sees that presses again.
      if (!there && performance.now() - pressedAt > AGAIN_MS) {
        await firefox.inChrome(OPEN, addonId);
        pressedAt = performance.now();
      }
      return there && (await asSystem('return document.readyState;')) === 'complete';
    },
    () => 'The popup did not open',
  );
  return {
    url: () => asSystem('return document.location.href;'),
    goto: never,
    reload: never,
    back: never,
    async close() {
      await firefox.inChrome(`${NEEDED}popup.closest('panel').hidePopup();`);
    },
    bringToFront: never,
    evaluate: (expression) => asSystem(EVALUATE, expression),
    ...firefoxInput({
      asSystem,
      async perform(source) {
        const last = lastOf(source.actions as { type: string }[]);
        if (last !== null) {
          // One name for each, so that what comes late is not taken for the next.
          performed += 1;
          const name = `verdict-arrived-${performed}`;
          await firefox.inChrome(ARRIVES, name);
          await asSystem(LISTEN, ...last, name);
        }
        await firefox.asChrome((send) => send('WebDriver:PerformActions', { actions: [source] }));
        if (last !== null) await firefox.inChrome(ARRIVED);
      },
      corner: () =>
        firefox.inChrome(
          `${NEEDED}const { x, y } = popup.getBoundingClientRect(); return { x, y };`,
        ),
    }),
    async screenshot(path) {
      await writeFile(path, Buffer.from(await firefox.inChrome<string>(SNAPSHOT), 'base64'));
    },
    setViewport: never,
    emulate: never,
  };
}
