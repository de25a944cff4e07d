import { describe, expect, it } from 'vitest';
import {
  type Box,
  type Corner,
  nearestCorner,
  nextCorner,
  place,
  type Setting,
} from '../../../../src/content/panel/placement';

const WINDOW = { width: 1280, height: 800 };
const CARD = { width: 320, height: 300 };
const COLLAPSED = { width: 112, height: 44 };
const BAR: Box = { left: 0, top: 700, right: 1280, bottom: 780 };
const COLUMN: Box = { left: 200, top: 700, right: 900, bottom: 780 };

function setting(over: Partial<Setting> = {}): Setting {
  return {
    window: WINDOW,
    card: CARD,
    corner: 'bottom-end',
    composer: null,
    direction: 'ltr',
    ...over,
  };
}

/** The card as it would stand. */
function boxOf(given: Setting): Box {
  const { window, card } = given;
  const { horizontal, vertical, x, y } = place(given);
  const left = horizontal === 'left' ? x : window.width - x - card.width;
  const top = vertical === 'top' ? y : window.height - y - card.height;
  return { left, top, right: left + card.width, bottom: top + card.height };
}

describe('place', () => {
  it.each<[Corner, 'ltr' | 'rtl', string, string]>([
    ['bottom-end', 'ltr', 'right', 'bottom'],
    ['bottom-end', 'rtl', 'left', 'bottom'],
    ['bottom-start', 'ltr', 'left', 'bottom'],
    ['bottom-start', 'rtl', 'right', 'bottom'],
    ['top-end', 'ltr', 'right', 'top'],
    ['top-end', 'rtl', 'left', 'top'],
    ['top-start', 'ltr', 'left', 'top'],
    ['top-start', 'rtl', 'right', 'top'],
  ])('%s in %s is held %s and %s, 16 off the edges', (corner, direction, horizontal, vertical) => {
    expect(place(setting({ corner, direction }))).toEqual({
      horizontal,
      vertical,
      x: 16,
      y: 16,
      room: 768,
      collapse: false,
    });
  });

  it('rises to 12 above a composer that spans the window', () => {
    expect(place(setting({ composer: BAR }))).toMatchObject({ y: 112, room: 672, collapse: false });
    expect(boxOf(setting({ composer: BAR })).bottom).toBe(BAR.top - 12);
  });

  it('stays down beside a composer that ends before it', () => {
    expect(place(setting({ composer: COLUMN }))).toMatchObject({ y: 16, room: 768 });
    expect(place(setting({ composer: COLUMN, corner: 'bottom-start' })).y).toBe(112);
  });

  it('stays below a composer in the middle of the page while it fits there', () => {
    const composer = { left: 0, top: 400, right: 1280, bottom: 460 };
    expect(place(setting({ composer }))).toMatchObject({ y: 16, room: 312 });
    expect(place(setting({ composer, card: { width: 320, height: 330 } }))).toMatchObject({
      y: 412,
      room: 372,
    });
  });

  it('in a top corner grows down to the composer only', () => {
    expect(place(setting({ corner: 'top-end', composer: BAR }))).toMatchObject({
      y: 16,
      room: 672,
    });
  });

  it('advises to collapse with less than 200 left', () => {
    const low = (top: number) => ({ left: 0, top, right: 1280, bottom: 790 });
    expect(place(setting({ composer: low(228) }))).toMatchObject({ room: 200, collapse: false });
    expect(place(setting({ composer: low(227) }))).toMatchObject({ room: 199, collapse: true });
  });

  it('does not collapse for a small window alone', () => {
    const window = { width: 320, height: 180 };
    expect(place(setting({ window }))).toMatchObject({ room: 148, collapse: false });
  });

  it('rather covers the composer than leaves the window', () => {
    const composer = { left: 0, top: 40, right: 1280, bottom: 790 };
    expect(place(setting({ composer, card: COLLAPSED }))).toMatchObject({ y: 16, collapse: true });
  });

  it('is never wider than the window lets it be', () => {
    const window = { width: 320, height: 640 };
    expect(place(setting({ window, card: { width: 304, height: 300 } })).x).toBe(8);
  });

  it('never meets the composer and never leaves the window where there is room', () => {
    const corners: Corner[] = ['bottom-end', 'bottom-start', 'top-end', 'top-start'];
    let seen = 0;
    for (const corner of corners) {
      for (const direction of ['ltr', 'rtl'] as const) {
        for (const composer of [BAR, COLUMN, null]) {
          for (const card of [CARD, COLLAPSED]) {
            const box = boxOf(setting({ corner, direction, composer, card }));
            expect(Math.min(box.left, box.top)).toBeGreaterThanOrEqual(16);
            expect(box.right).toBeLessThanOrEqual(WINDOW.width - 16);
            expect(box.bottom).toBeLessThanOrEqual(WINDOW.height - 16);
            const beside = !composer || box.right <= composer.left || box.left >= composer.right;
            expect(beside || box.bottom <= (composer?.top ?? 0) - 12).toBe(true);
            seen += 1;
          }
        }
      }
    }
    expect(seen).toBe(48);
  });
});

describe('corners', () => {
  it('are gone round, each once', () => {
    const round: Corner[] = ['bottom-end'];
    for (let step = 0; step < 4; step += 1) round.push(nextCorner(round.at(-1) ?? 'top-end'));
    expect(round).toEqual(['bottom-end', 'bottom-start', 'top-start', 'top-end', 'bottom-end']);
  });

  it.each<[number, number, 'ltr' | 'rtl', Corner]>([
    [900, 500, 'ltr', 'bottom-end'],
    [900, 500, 'rtl', 'bottom-start'],
    [100, 500, 'ltr', 'bottom-start'],
    [900, 10, 'ltr', 'top-end'],
    [100, 10, 'rtl', 'top-end'],
  ])('the nearest to %i, %i in %s is %s', (left, top, direction, corner) => {
    const card = { left, top, right: left + 320, bottom: top + 200 };
    expect(nearestCorner(card, direction, WINDOW)).toBe(corner);
  });
});
