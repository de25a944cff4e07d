import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BrowserSender, type Desk, identify, route } from '../../../src/background/router';
import { contract } from '../../../src/messages/contract';
import { siteOfHost } from '../../../src/vendors/site';
import { MESSAGES } from '../messages/messages';
import { almost, CASES, json } from './cases';

const ID = 'abcdefghijklmnop';
const OURS = `chrome-extension://${ID}`;
const WORLD = { extensionId: ID, extensionOrigin: OURS, siteOfHost };
const ORIGINS = [
  OURS,
  'https://app.clarityq.ai',
  'https://eu.app.clarifeye.ai',
  'https://northwind.clarifeye.io',
  'https://docs.clarityq.ai',
  'https://evil.example',
  'http://app.clarityq.ai',
  'null',
  '',
  'https://app.clarityq.ai@evil.example',
];
const REFUSALS = ['malformed', 'unknown-message', 'not-allowed', 'not-this-conversation', 'failed'];

const some = <T>(...values: T[]) => fc.constantFrom(undefined, ...values);
const sender = fc.record({
  id: some(ID, 'ponmlkjihgfedcba', ''),
  origin: some(...ORIGINS),
  url: some(...ORIGINS.map((origin) => `${origin}/page`), 'no address'),
  frameId: some(0, 1, -1),
  documentId: some('doc', ''),
  documentLifecycle: some('active', 'prerender', 'cached'),
  tab: fc.option(fc.record({ id: some(7), url: some('https://app.clarityq.ai/', 'x') }), {
    nil: undefined,
  }),
}) as fc.Arbitrary<BrowserSender>;

test('whoever says whatever: outsiders hear nothing, the others a value, and nobody more than is theirs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(json, almost(...MESSAGES)), sender, async (raw, from) => {
      const handled: string[] = [];
      const handlers = Object.fromEntries(
        Object.keys(contract).map((kind) => [kind, async () => handled.push(kind) && 'answer']),
      ) as unknown as Desk['handlers'];
      const known = identify(from, WORLD);
      const answer = route(raw, from, WORLD, async () => ({
        handlers,
        confirmed: async () => true,
      }));
      if (known === null) {
        expect(from.id === ID && from.origin === OURS).toBe(false);
        expect([answer, handled]).toEqual([undefined, []]);
        return;
      }
      const said = await answer;
      if (said === undefined) expect(known.kind).toBe('page');
      else if (!said.ok) expect(REFUSALS).toContain(said.refusal);
      for (const kind of handled) {
        expect(contract[kind as keyof typeof contract].from).toContain(known.kind);
      }
      expect(handled).toHaveLength(said?.ok ? 1 : 0);
    }),
    CASES,
  );
});
