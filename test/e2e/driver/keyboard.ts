/** One key as a keyboard sends it. */
export interface Key {
  key: string;
  code: string;
  /** Windows virtual key code, which pages still read as `keyCode`. */
  keyCode: number;
  /** What it types; empty for keys that type nothing. */
  text: string;
}

/** A key with the modifiers held down while it is pressed. */
export interface Chord {
  modifiers: Key[];
  key: Key;
}

const plain = (key: string, keyCode: number, text = '', code = key): [string, Key] => [
  key,
  { key, code, keyCode, text },
];

const NAMED = new Map<string, Key>([
  plain('Enter', 13, '\r'),
  plain('Tab', 9),
  plain('Escape', 27),
  plain('Backspace', 8),
  plain('Delete', 46),
  plain('ArrowLeft', 37),
  plain('ArrowUp', 38),
  plain('ArrowRight', 39),
  plain('ArrowDown', 40),
  plain('Home', 36),
  plain('End', 35),
  plain('PageUp', 33),
  plain('PageDown', 34),
  ['Space', { key: ' ', code: 'Space', keyCode: 32, text: ' ' }],
  plain('Shift', 16, '', 'ShiftLeft'),
  plain('Control', 17, '', 'ControlLeft'),
  plain('Alt', 18, '', 'AltLeft'),
  plain('Meta', 91, '', 'MetaLeft'),
]);
for (let n = 1; n <= 12; n += 1) NAMED.set(...plain(`F${n}`, 111 + n));

const PUNCTUATION: Record<string, [string, number]> = {
  ' ': ['Space', 32],
  '-': ['Minus', 189],
  '=': ['Equal', 187],
  '[': ['BracketLeft', 219],
  ']': ['BracketRight', 221],
  '\\': ['Backslash', 220],
  ';': ['Semicolon', 186],
  "'": ['Quote', 222],
  '`': ['Backquote', 192],
  ',': ['Comma', 188],
  '.': ['Period', 190],
  '/': ['Slash', 191],
};

/** The key that types this one character; letters that no US key has come from a key without a code. */
export function keyFor(character: string): Key {
  if (character === '\n') return { key: 'Enter', code: 'Enter', keyCode: 13, text: '\r' };
  const upper = character.toUpperCase();
  if (/^[A-Z]$/.test(upper))
    return { key: character, code: `Key${upper}`, keyCode: upper.charCodeAt(0), text: character };
  if (/^[0-9]$/.test(character))
    return {
      key: character,
      code: `Digit${character}`,
      keyCode: character.charCodeAt(0),
      text: character,
    };
  const [code, keyCode] = PUNCTUATION[character] ?? ['', 0];
  return { key: character, code, keyCode, text: character };
}

/** Reads `Control+Shift+Enter`; throws on a key it does not know, so that a typing error is seen. */
export function parseChord(chord: string): Chord {
  const names = chord === '+' ? ['+'] : chord.split('+');
  const known = names.map((name) => {
    const key = NAMED.get(name) ?? ([...name].length === 1 ? keyFor(name) : undefined);
    if (key === undefined) throw new Error(`No key is called ${JSON.stringify(name)}`);
    return key;
  });
  const key = known.pop();
  if (key === undefined) throw new Error('An empty chord');
  return { modifiers: known, key };
}

/** What a keyboard can type key by key, and in between what only an input method brings (emoji). */
export function strokes(text: string): { keys: boolean; text: string }[] {
  const runs: { keys: boolean; text: string }[] = [];
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(
    text.replaceAll('\r\n', '\n'),
  )) {
    runs.push({ keys: segment.length === 1, text: segment });
  }
  return runs;
}
