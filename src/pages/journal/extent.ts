/** Where the lines of a long list stand, of which only those in sight are drawn. */
export interface Extent {
  /** Distance of each line from the list's top, px; the last one is the height of the whole. */
  offsets: Float64Array;
}

/** Lays lines out one below the other; `heightOf` answers with what is known or guessed, px. */
export function layOut(count: number, heightOf: (index: number) => number): Extent {
  const offsets = new Float64Array(count + 1);
  for (let index = 0; index < count; index += 1) {
    offsets[index + 1] = (offsets[index] ?? 0) + heightOf(index);
  }
  return { offsets };
}

/** Index of the line at a distance from the top, px; the nearest one where there is none. */
export function lineAt({ offsets }: Extent, top: number): number {
  let low = 0;
  let high = Math.max(offsets.length - 2, 0);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= top) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The lines between two distances, both ends in: from `first` up to, but without, `end`. */
export function linesWithin(
  extent: Extent,
  top: number,
  bottom: number,
): { first: number; end: number } {
  const count = extent.offsets.length - 1;
  if (count === 0) return { first: 0, end: 0 };
  return { first: lineAt(extent, top), end: lineAt(extent, bottom) + 1 };
}
