/** Whether a ground of this colour (red, green, blue; 0 to 255) wants light text. */
export function isDark(red: number, green: number, blue: number): boolean {
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}

/**
 * Reads a computed colour: the notation nearly every page has at once, any other by painting with
 * it, which takes a millisecond.
 *
 * @returns whether it is dark; null where it lets something through
 */
function darkness(colour: string): boolean | null {
  const [red = 0, green = 0, blue = 0, alpha = 1] = /^rgb/.test(colour)
    ? (colour.match(/[\d.]+/g) ?? []).map(Number)
    : painted(colour);
  return alpha < 0.9 ? null : isDark(red, green, blue);
}

/** Red, green and blue, 0 to 255, and alpha, 0 to 1, of any colour; nothing where it cannot tell. */
function painted(colour: string): number[] {
  const paint = new OffscreenCanvas(1, 1).getContext('2d');
  if (!paint) return [0, 0, 0, 0];
  paint.fillStyle = colour;
  paint.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = paint.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
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
