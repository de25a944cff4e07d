/**
 * How light a computed `rgb()` or `rgba()` colour looks, from 0 to 1; null where it lets something
 * through, or is written in any other way.
 */
export function lightness(colour: string): number | null {
  const [red, green, blue, alpha = 1] = colour.startsWith('rgb')
    ? (colour.match(/[\d.]+/g) ?? []).map(Number)
    : [];
  if (red === undefined || green === undefined || blue === undefined || alpha < 0.9) return null;
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}

/**
 * The theme that suits the page at a point of the window: by the first solid ground under it, else
 * by the page's own colour scheme. A page that says nothing lies on white whatever the system says.
 */
export function themeAt(document: Document, x: number, y: number): 'light' | 'dark' {
  const page = document.documentElement;
  for (const element of [...document.elementsFromPoint(x, y), document.body, page]) {
    const light = element && lightness(getComputedStyle(element).backgroundColor);
    if (light !== null) return light < 0.5 ? 'dark' : 'light';
  }
  const scheme = getComputedStyle(page).colorScheme;
  const asksSystem = scheme.includes('light');
  const isDark = asksSystem ? matchMedia('(prefers-color-scheme: dark)').matches : true;
  return scheme.includes('dark') && isDark ? 'dark' : 'light';
}
