import { type AccessibleNode, inventory, liveText, select, spokenText } from './accessibility.ts';
import type { Control, MediaPreferences, Tab } from './person.ts';
import { PATIENCE_MS, until } from './until.ts';

/** A rectangle in the window, CSS px. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The few things each browser does its own way; everything a person does is made of them. */
export interface TabEngine {
  url(): Promise<string>;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  close(): Promise<void>;
  bringToFront(): Promise<void>;
  /** Value of an expression in the page's own world, promises awaited. */
  evaluate(expression: string): Promise<unknown>;
  tree(): Promise<AccessibleNode[]>;
  /** Place of a node after scrolling it into view; null when it is gone or has no size. */
  reveal(key: string): Promise<Box | null>;
  mouse: Tab['mouse'];
  key(chord: string): Promise<void>;
  type(text: string): Promise<void>;
  /** Replaces the selection with the text at once, as a paste does. */
  insert(text: string): Promise<void>;
  compose(text: string): Promise<void>;
  commitComposition(text: string): Promise<void>;
  screenshot(path: string): Promise<void>;
  setViewport(width: number, height: number): Promise<void>;
  emulate(media: MediaPreferences): Promise<void>;
}

const SETTLE_MS = 5000;

/** How long a person looks for the caret after a click, ms. */
const CARET_MS = 3000;

function makeControl(engine: TabEngine, node: AccessibleNode): Control {
  const title = `${node.role} ${JSON.stringify(node.name)}`;
  let { key } = node;
  const box = async (): Promise<Box> => {
    let place = await engine.reveal(key);
    if (place === null) {
      // Put up anew, as the thumbs are when the pointer comes, it is the same to a person.
      const same = (await engine.tree()).filter(
        ({ role, name }) => role === node.role && name === node.name,
      );
      if (same.length === 1 && same[0]) ({ key } = same[0]);
      place = await engine.reveal(key);
    }
    if (place === null) throw new Error(`${title} is gone or has no size`);
    return place;
  };
  const rest = async (): Promise<Box> => {
    let last = await box();
    return until(
      async () => {
        const place = await box();
        const still = JSON.stringify(place) === JSON.stringify(last);
        last = place;
        return still ? place : null;
      },
      () => `${title} does not come to rest`,
      SETTLE_MS,
    );
  };
  const click = async () => {
    const middle = ({ x, y, width, height }: Box): [number, number] => [
      x + width / 2,
      y + height / 2,
    ];
    // A person sees where the pointer arrives: what has moved on meanwhile is aimed at again.
    const place = await until(
      async () => {
        const aimed = await rest();
        await engine.mouse.move(...middle(aimed));
        return JSON.stringify(await box()) === JSON.stringify(aimed) ? aimed : null;
      },
      () => `${title} does not keep its place`,
    );
    await engine.mouse.click(...middle(place));
    return place;
  };
  /**
   * Nobody types before the caret stands in the field: who sees none there clicks once more, and
   * a second click that misses is told as such.
   */
  const enter = async () => {
    const focused = async () => (await engine.tree()).some((one) => one.key === key && one.focused);
    for (let attempt = 1; ; attempt += 1) {
      const place = await click();
      const seen = await until(focused, () => '', CARET_MS).catch(() => false);
      if (seen) return;
      if (attempt < 2) continue;
      const now = JSON.stringify(await engine.reveal(key));
      throw new Error(
        `${title}, clicked at ${JSON.stringify(place)}, has not the focus but is at ${now}`,
      );
    }
  };
  return {
    role: node.role,
    name: node.name,
    description: node.description,
    value: node.value,
    pressed: node.pressed,
    checked: node.checked,
    expanded: node.expanded,
    focused: node.focused,
    disabled: node.disabled,
    async now() {
      const again = (await engine.tree()).find((other) => other.key === node.key);
      if (again === undefined) throw new Error(`${title} is gone`);
      return makeControl(engine, again);
    },
    async click() {
      await click();
    },
    async type(text) {
      await enter();
      await engine.type(text);
    },
    async fill(text) {
      await enter();
      await engine.key('Control+a');
      if (text === '') await engine.key('Delete');
      else await engine.insert(text);
    },
    async choose(option) {
      await click();
      await engine.type(option);
      // Where letters choose at once the list may be gone, and Enter would be for what has the focus.
      const isThere = (await engine.tree()).some((one) => one.key === key);
      if (isThere) await engine.key('Enter');
    },
    box,
  };
}

/** Makes a tab for a person out of what a browser can do. */
export function makeTab(engine: TabEngine): Tab {
  const wanted = (role: string, name: string | RegExp) =>
    `${role} ${name instanceof RegExp ? name : JSON.stringify(name)}`;
  const report = async (words: string) =>
    `${words} on ${await engine.url()}\nThere is:\n${inventory(await engine.tree())}\n`;
  const includes = (text: string, part: string | RegExp) =>
    typeof part === 'string' ? text.includes(part) : part.test(text);

  return {
    ...engine,
    async evaluate<T>(fn: unknown, ...args: unknown[]): Promise<T> {
      const source = typeof fn === 'string' ? fn : `(${String(fn)})(...${JSON.stringify(args)})`;
      return (await engine.evaluate(source)) as T;
    },
    accessibility: () => engine.tree(),
    async find(role, name, timeoutMs = PATIENCE_MS) {
      let seen = 0;
      return until(
        async () => {
          const found = select(await engine.tree(), role, name);
          seen = found.length;
          const [only] = found;
          return only !== undefined && seen === 1 ? makeControl(engine, only) : null;
        },
        () => report(`Looked for one ${wanted(role, name)}, found ${seen}`),
        timeoutMs,
      );
    },
    async maybe(role, name) {
      const found = select(await engine.tree(), role, name);
      if (found.length > 1) throw new Error(await report(`Several ${wanted(role, name)}`));
      return found[0] === undefined ? null : makeControl(engine, found[0]);
    },
    async all(role, name) {
      return select(await engine.tree(), role, name).map((node) => makeControl(engine, node));
    },
    async gone(role, name, timeoutMs = PATIENCE_MS) {
      await until(
        async () => select(await engine.tree(), role, name).length === 0,
        () => report(`Still there: ${wanted(role, name)}`),
        timeoutMs,
      );
    },
    async text() {
      return spokenText(await engine.tree());
    },
    async waitForText(part, timeoutMs = PATIENCE_MS) {
      await until(
        async () => includes(spokenText(await engine.tree()), part),
        async () => `${await report(`No text ${part}`)}${spokenText(await engine.tree())}\n`,
        timeoutMs,
      );
    },
    async status() {
      return liveText(await engine.tree());
    },
    async waitForStatus(part, timeoutMs = PATIENCE_MS) {
      await until(
        async () => includes(liveText(await engine.tree()), part),
        () => report(`No live region says ${part}`),
        timeoutMs,
      );
    },
    async focused() {
      const node = (await engine.tree()).findLast((one) => one.focused && one.role !== 'document');
      return node === undefined ? null : makeControl(engine, node);
    },
  };
}
