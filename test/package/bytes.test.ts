import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { builds, bytesOf } from './builds.ts';

/** Largest sizes in bytes, plain and compressed: what a page and a worker's start may cost. */
const limits: [file: string, plain: number, gzip: number | null][] = [
  ['detector.js', 12_000, 5_000],
  ['panel.js', 45_000, 16_000],
  ['background.js', 90_000, null],
];

describe.each(builds)('%s', (build) => {
  it.each(limits)('%s has %i bytes at most', (file, plain) => {
    expect(bytesOf(build, file).length).toBeLessThanOrEqual(plain);
  });

  it.each(limits.filter(([, , gzip]) => gzip !== null))(
    '%s has, of %i, no more than %i bytes when compressed',
    (file, _plain, gzip) => {
      expect(gzipSync(bytesOf(build, file), { level: 9 }).length).toBeLessThanOrEqual(gzip ?? 0);
    },
  );
});
