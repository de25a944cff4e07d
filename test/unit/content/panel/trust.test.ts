import { describe, expect, it } from 'vitest';
import { isPersons } from '../../../../src/content/panel/trust';

const overlay = {} as Element;
const click = { isTrusted: true, detail: 1, clientX: 5, clientY: 7 };

/** A panel in a frame at (100, 200), with `lies` where the page's document is asked. */
function panel(lies: (host: Element) => Element | null, width = 300) {
  const asked: number[][] = [];
  const host = {
    ownerDocument: {
      elementFromPoint(x: number, y: number) {
        asked.push([x, y]);
        return lies(host as unknown as Element);
      },
    },
  };
  const frame = { offsetWidth: 300, getBoundingClientRect: () => ({ x: 100, y: 200, width }) };
  const mayRun = (event: object) =>
    isPersons(event as MouseEvent, frame as unknown as HTMLElement, host as unknown as Element);
  return { asked, mayRun };
}

describe('a press', () => {
  it('is a click the browser vouches for, on the panel: told in the frame, asked of the page', () => {
    const { asked, mayRun } = panel((host) => host);
    expect(mayRun(click)).toBe(true);
    expect(asked).toEqual([[105, 207]]);
  });

  it('is asked for where a page that zooms itself has drawn it', () => {
    const { asked, mayRun } = panel((host) => host, 600);
    expect(mayRun(click)).toBe(true);
    expect(asked).toEqual([[110, 214]]);
  });

  it('is none when a page made it up', () => {
    const { mayRun } = panel((host) => host);
    expect(mayRun({ ...click, isTrusted: false })).toBe(false);
    expect(mayRun({ ...click, isTrusted: false, detail: 0 })).toBe(false);
    expect(mayRun({ isTrusted: false, detail: 0, key: 'Enter' })).toBe(false);
  });

  it('is none when something of the page lies over the panel there', () => {
    expect(panel(() => overlay).mayRun(click)).toBe(false);
    expect(panel(() => null).mayRun(click)).toBe(false);
  });

  it('needs no place when it comes from a key, and neither does what is no press', () => {
    const { asked, mayRun } = panel(() => overlay);
    expect([{ ...click, detail: 0 }, { isTrusted: true }].map(mayRun)).toEqual([true, true]);
    expect(asked).toEqual([]);
  });
});
