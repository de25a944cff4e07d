import { afterEach, expect, test, vi } from 'vitest';
import { detect } from '../../../src/content/detect';
import type { Ask } from '../../../src/messages/client';
import { clarityq } from '../../../src/vendors/clarityq/site';
import { Page } from '../content/page';
import { A } from '../vendors/addresses';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The browser refuses what a document says before it is opened, so it has to say it again then. */
test('a document that was made ready ahead tells what it shows once it is opened', () => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  const page = new Page(`https://app.clarityq.ai/c/${A}`, () => 0);
  const told: unknown[] = [];
  const ask = (async (kind: string, input: object) => {
    told.push({ kind, ...input });
    return { ok: false, refusal: 'failed' };
  }) as unknown as Ask;
  const stop = new AbortController();
  const wire = { ask, hints: () => () => undefined, alive: () => true };
  detect(page.asWindow(), clarityq, wire, stop.signal);
  expect(told).toHaveLength(1);
  page.document.dispatchEvent(new Event('prerenderingchange'));
  expect(told).toMatchObject([
    { kind: 'recognised', conversation: { id: A } },
    { kind: 'recognised', conversation: { id: A } },
  ]);
  stop.abort();
  page.document.dispatchEvent(new Event('prerenderingchange'));
  expect(told).toHaveLength(2);
});
