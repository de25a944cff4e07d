/**
 * Reads a computed colour, in every notation that browsers write one in: `rgb()` up to 255, `lab()`
 * and `lch()` with a lightness up to 100, `oklab()`, `oklch()` and `color()` with parts up to 1.
 *
 * @returns whether it is dark, so that what lies on it wants light text; null where it lets
 *   something through
 */
export function darkness(colour: string): boolean | null {
  const [first = 0, second = 0, third = 0, alpha = 1] = (colour.match(/\b[\d.]+/g) ?? []).map(
    Number,
  );
  const whole = /^rgb/.test(colour) ? 255 : /^l/.test(colour) ? 100 : 1;
  const light = /^[lo]/.test(colour) ? first : 0.299 * first + 0.587 * second + 0.114 * third;
  return alpha < 0.9 ? null : light < 0.55 * whole;
}

/**
 * The theme that suits the page at a point of the window: by the first solid ground under it, else
 * by the page's own text, which is light where the browser's canvas or a picture below it is dark.
 */
export function themeAt(document: Document, x: number, y: number): 'light' | 'dark' {
  let dark: boolean | null = null;
  for (const element of document.elementsFromPoint(x, y)) {
    dark ??= darkness(getComputedStyle(element).backgroundColor);
  }
  dark ??= darkness(getComputedStyle(document.body).color) === false;
  return dark ? 'dark' : 'light';
}
