import { describe, expect, it } from 'vitest';
import { isPress, onlyPresses } from '../../../../src/content/panel/trust';

const host = {} as Element;
const overlay = {} as Element;
const click = (over: object) => ({ isTrusted: true, detail: 1, clientX: 5, clientY: 7, ...over });

describe('a press', () => {
  it('is a click the browser vouches for, on the panel', () => {
    const asked: number[][] = [];
    const at = (x: number, y: number) => {
      asked.push([x, y]);
      return host;
    };
    expect(isPress(click({}), host, at)).toBe(true);
    expect(asked).toEqual([[5, 7]]);
  });

  it('is none when a page made it up', () => {
    expect(isPress(click({ isTrusted: false }), host, () => host)).toBe(false);
    expect(isPress(click({ isTrusted: false, detail: 0 }), host, () => host)).toBe(false);
  });

  it('is none when something of the page lies over the panel there', () => {
    expect(isPress(click({}), host, () => overlay)).toBe(false);
    expect(isPress(click({}), host, () => null)).toBe(false);
  });

  it('needs no place when it comes from a key', () => {
    expect(isPress(click({ detail: 0 }), host, () => overlay)).toBe(true);
  });
});

describe('an event of the panel', () => {
  const mayRun = (event: object) => {
    const document = { elementFromPoint: () => overlay };
    return onlyPresses({ ownerDocument: document } as unknown as Element)(event as Event);
  };

  it('is heard when it is a key of the person’s, or passed on by the gate', () => {
    const key = { isTrusted: true, detail: 0 };
    const change = { isTrusted: true };
    const copy = { isTrusted: false, passed: true };
    expect([key, change, copy].map(mayRun)).toEqual([true, true, true]);
  });

  it('reaches no handler when the page made it up, or the button stands elsewhere', () => {
    const made = { isTrusted: false };
    const key = { isTrusted: false, detail: 0, key: 'Enter' };
    expect([made, key, click({})].map(mayRun)).toEqual([false, false, false]);
  });
});
