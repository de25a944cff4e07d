import type { AccessibleNode } from './accessibility.ts';
import { READER } from './firefox-accessibility.ts';
import { type Key, parseChord, strokes } from './keyboard.ts';
import type { Box, TabEngine } from './tab.ts';

/** WebDriver's code points for keys that type nothing. */
const WEBDRIVER_KEYS: Record<string, string> = {
  Enter: '\uE007',
  Tab: '\uE004',
  Escape: '\uE00C',
  Backspace: '\uE003',
  Delete: '\uE017',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Home: '\uE011',
  End: '\uE010',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Meta: '\uE03D',
};
for (let n = 1; n <= 12; n += 1) WEBDRIVER_KEYS[`F${n}`] = String.fromCodePoint(0xe030 + n);

type Action = Record<string, unknown>;

const typed = (key: Key): string => WEBDRIVER_KEYS[key.key] ?? key.key;
const keyDown = (value: string): Action => ({ type: 'keyDown', value });
const keyUp = (value: string): Action => ({ type: 'keyUp', value });

const COMPOSE = `
const tip = (globalThis.verdictInput ??= Cc['@mozilla.org/text-input-processor;1']
  .createInstance(Ci.nsITextInputProcessor));
if (!tip.hasComposition) tip.beginInputTransactionForTests(window);
`;

/** Into the frame of the page that has the focus, or else into the page itself. */
const INSERT = `
const { focusedWindow } = Services.focus;
const view = focusedWindow?.top === window.top ? focusedWindow : window;
view.document.execCommand('insertText', false, args[0]);
`;

const moveBy = (x: number, y: number, duration = 0): Action => ({
  type: 'pointerMove',
  origin: 'viewport',
  x: Math.round(x),
  y: Math.round(y),
  duration,
});
const down: Action = { type: 'pointerDown', button: 0 };
const up: Action = { type: 'pointerUp', button: 0 };

/** How a tab or a popup is reached: the rest is the same for both. */
export interface FirefoxSurface {
  /** Runs an async body with the system's rights in the page's process; `window` is the page's. */
  asSystem<T>(body: string, ...args: unknown[]): Promise<T>;
  /** Real keys and mouse, as WebDriver describes them. */
  perform(source: Action): Promise<unknown>;
  /** Where the page's corner is for the mouse, px. */
  corner(): Promise<{ x: number; y: number }>;
}

type Shared =
  | 'tree'
  | 'reveal'
  | 'mouse'
  | 'key'
  | 'type'
  | 'insert'
  | 'compose'
  | 'commitComposition';

/** Seeing, pointing and typing on a page in Firefox. */
export function firefoxInput(surface: FirefoxSurface): Pick<TabEngine, Shared> {
  const { asSystem, perform } = surface;
  const keys = (actions: Action[]) => perform({ type: 'key', id: 'keyboard', actions });
  const pointer = async (make: (move: typeof moveBy) => Action[]) => {
    const { x: left, y: top } = await surface.corner();
    const actions = make((x, y, duration) => moveBy(x + left, y + top, duration));
    await perform({
      type: 'pointer',
      id: 'mouse',
      parameters: { pointerType: 'mouse' },
      actions,
    });
  };
  const insert = async (text: string) => {
    await asSystem(INSERT, text);
  };

  return {
    tree: () => asSystem<AccessibleNode[]>(`${READER}return readTree(window);`),
    reveal: (key) => asSystem<Box | null>(`${READER}return reveal(args[0]);`, key),
    mouse: {
      async move(x, y) {
        await pointer((move) => [move(x, y)]);
      },
      async click(x, y) {
        await pointer((move) => [move(x, y), down, up]);
      },
      async doubleClick(x, y) {
        await pointer((move) => [move(x, y), down, up, down, up]);
      },
      async drag(from, to) {
        await pointer((move) => {
          const steps = [0.25, 0.5, 0.75, 1].map((part) =>
            move(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part, 20),
          );
          return [move(from.x, from.y), down, ...steps, up];
        });
      },
    },
    async key(chord) {
      const { modifiers, key } = parseChord(chord);
      const held = modifiers.map(typed);
      await keys([
        ...held.map(keyDown),
        keyDown(typed(key)),
        keyUp(typed(key)),
        ...held.reverse().map(keyUp),
      ]);
    },
    async type(text) {
      let pending: Action[] = [];
      const flush = async () => {
        if (pending.length > 0) await keys(pending);
        pending = [];
      };
      for (const stroke of strokes(text)) {
        if (stroke.keys) {
          const value = stroke.text === '\n' ? '\uE007' : stroke.text;
          pending.push(keyDown(value), keyUp(value));
        } else {
          await flush();
          await insert(stroke.text);
        }
      }
      await flush();
    },
    insert,
    async compose(text) {
      await asSystem(
        `${COMPOSE}tip.setPendingCompositionString(args[0]);
        tip.appendClauseToPendingComposition(args[0].length, tip.ATTR_RAW_CLAUSE);
        tip.setCaretInPendingComposition(args[0].length);
        tip.flushPendingComposition();`,
        text,
      );
    },
    async commitComposition(text) {
      await asSystem(`${COMPOSE}tip.commitCompositionWith(args[0]);`, text);
    },
  };
}
