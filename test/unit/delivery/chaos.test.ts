import { describe, expect, test } from 'vitest';
import { chaoticRun } from './chaos';
import type { Vendor } from './person';

const RUNS = Number(process.env.VERDICT_RUNS ?? 200);
/** Repeats one run alone: the number a failure names. */
const ONLY = process.env.VERDICT_SEED;

describe.each<Vendor>(['clarityq', 'clarifeye'])('%s', (vendor) => {
  test(`${ONLY === undefined ? RUNS : `VERDICT_SEED=${ONLY}:`} random runs`, {
    timeout: 30_000 + RUNS * 1_000,
  }, async () => {
    const seeds = ONLY === undefined ? Array.from({ length: RUNS }, (_, n) => n) : [Number(ONLY)];
    const failures: string[] = [];
    for (const seed of seeds) {
      await chaoticRun(vendor, seed).catch((error: Error) => {
        failures.push(`VERDICT_SEED=${seed}: ${error.message}`);
      });
    }
    expect(failures).toEqual([]);
  });
});
