import { describe, expect, test } from 'vitest';
import { type AccessibleNode, inventory, liveText, select, spokenText } from './accessibility.ts';
import { parseChord, strokes } from './keyboard.ts';
import { serverName } from './server-name.ts';

function node(role: string, name: string, depth: number, value: string | null = null) {
  const nothing = { pressed: null, checked: null, expanded: null, selected: null };
  const state = { focused: false, disabled: false, invalid: false };
  const full: AccessibleNode = {
    ...{ key: '', description: '', role, name, depth, value },
    ...nothing,
    ...state,
  };
  return full;
}

const PAGE = [
  node('document', 'Chat', 0),
  node('heading', 'Chat', 1),
  node('text', 'Chat', 2),
  node('button', 'Good answer', 1),
  node('text', 'Good answer', 2),
  node('textbox', 'Comment', 1, 'fine'),
  node('text', 'fine', 2),
  node('status', '', 1),
  node('text', 'Stored', 2),
  node('text', 'at 10:00', 2),
  node('alert', '', 1),
];

describe('what a reader hears', () => {
  test('each thing once: names for controls, values for fields', () => {
    expect(spokenText(PAGE)).toBe('Chat\nGood answer\nComment: fine\nStored\nat 10:00');
  });
  test('live regions alone, silent ones left out', () => {
    expect(liveText(PAGE)).toBe('Stored at 10:00');
  });
  test('a name is the whole name, a pattern a part', () => {
    expect(select(PAGE, 'button', 'Good')).toHaveLength(0);
    expect(select(PAGE, 'button', /Good/)).toHaveLength(1);
  });
  test('the inventory names controls and what live regions say', () => {
    expect(inventory(PAGE)).toContain('textbox "Comment" value="fine"');
    expect(inventory(PAGE)).toContain('"Stored at 10:00"');
  });
});

describe('keys', () => {
  test('chords are read, unknown names refused', () => {
    const { modifiers, key } = parseChord('Control+Shift+Enter');
    expect(modifiers.map((one) => one.key)).toEqual(['Control', 'Shift']);
    expect(key.code).toBe('Enter');
    expect(parseChord('+').key.text).toBe('+');
    expect(() => parseChord('Ctrl+Enter')).toThrow('Ctrl');
  });
  test('emoji come whole, letters one by one', () => {
    expect(strokes('aü👍🏽').map(({ keys, text }) => [keys, text])).toEqual([
      [true, 'a'],
      [true, 'ü'],
      [false, '👍🏽'],
    ]);
  });
});

describe('the host of a connection', () => {
  test('anything that is no TLS greeting has none', () => {
    expect(serverName(Buffer.from('GET / HTTP/1.1\r\nHost: app.clarityq.ai\r\n\r\n'))).toBe(
      '(no tls)',
    );
    expect(serverName(Buffer.concat([Buffer.from([22]), Buffer.alloc(60)]))).toBe('(no name)');
  });
});
