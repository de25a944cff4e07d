/** What was measured of one thing, all runs. */
export interface Figure {
  part: string;
  what: string;
  /** `ms`, `bytes` or a bare count. */
  unit: 'ms' | 'kB' | '';
  values: number[];
  /** The median that this one is compared with. */
  against?: number;
  /** What `measures.md` calls the goal, in its own words. */
  goal?: string;
}

/** The middle value; of an even number of them the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

function shown(value: number, unit: Figure['unit']): string {
  const digits = Math.abs(value) >= 100 || (unit === '' && Number.isInteger(value)) ? 0 : 1;
  return `${value.toFixed(digits)}${unit && ` ${unit}`}`;
}

/** A table of all figures as text: median, from the least to the most, ratio, goal. */
export function table(figures: Figure[]): string {
  const lines: string[] = [];
  let part = '';
  const width = Math.max(...figures.map(({ what }) => what.length));
  for (const { part: own, what, unit, values, against, goal } of figures) {
    if (own !== part) lines.push('', own, '-'.repeat(own.length));
    part = own;
    const middle = median(values);
    const spread =
      values.length > 1
        ? `${shown(Math.min(...values), unit)} to ${shown(Math.max(...values), unit)}`
        : '';
    const ratio = against ? `x ${(middle / against).toFixed(2)}` : '';
    lines.push(
      [
        what.padEnd(width),
        shown(middle, unit).padStart(10),
        spread.padStart(22),
        ratio.padStart(8),
        goal ? `  goal ${goal}` : '',
      ]
        .join(' ')
        .trimEnd(),
    );
  }
  return `${lines.join('\n').trim()}\n`;
}

/** One bar of the chart. */
export interface Bar {
  name: string;
  value: number;
  own: boolean;
}

const BAR = { left: 190, width: 380, height: 22, step: 30 };

/** A chart of bars in groups as SVG, readable on light and dark ground. */
export function chart(groups: { title: string; unit: string; bars: Bar[] }[]): string {
  let y = 8;
  const parts: string[] = [];
  for (const { title, unit, bars } of groups) {
    y += 22;
    parts.push(`<text x="0" y="${y}" font-weight="600">${title}</text>`);
    y += 12;
    const most = Math.max(...bars.map(({ value }) => value));
    for (const { name, value, own } of bars) {
      const width = Math.max(1, (value / most) * BAR.width);
      const middle = y + BAR.height / 2 + 4;
      parts.push(
        `<text x="${BAR.left - 8}" y="${middle}" text-anchor="end">${name}</text>`,
        `<rect x="${BAR.left}" y="${y}" width="${width.toFixed(1)}" height="${BAR.height}" rx="3" fill="${own ? '#0A7399' : '#838A93'}"/>`,
        `<text x="${(BAR.left + width + 6).toFixed(1)}" y="${middle}">${value.toFixed(value < 100 ? 1 : 0)} ${unit}</text>`,
      );
      y += BAR.step;
    }
  }
  const height = y + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="680" height="${height}" viewBox="0 0 680 ${height}" role="img" aria-label="What each costs a page" font-family="system-ui, sans-serif" font-size="13"><style>text{fill:#15191D}@media (prefers-color-scheme:dark){text{fill:#ECEEF0}}</style>${parts.join('')}</svg>\n`;
}
