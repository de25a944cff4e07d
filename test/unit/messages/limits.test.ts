import { expect, test } from 'vitest';
import { readMessage } from '../../../src/messages/contract';
import { changed, leaves, MESSAGES } from './messages';

/** The longest text, UTF-16 units, of each field that takes text of the sender's own. */
const LIMITS: Record<string, number> = {
  'conversation.vendor': 200,
  'conversation.scope': 200,
  'of.vendor': 200,
  'of.scope': 200,
  'feedback.comment': 20_000,
  text: 20_000,
  'page.title': 500,
  'page.address': 8_192,
  address: 8_192,
  host: 200,
  connection: 200,
  id: 200,
  vendor: 200,
  name: 200,
  origin: 300,
  scope: 200,
  scopeName: 500,
  actAs: 500,
  key: 8_000,
  passphrase: 1_000,
  current: 1_000,
  next: 1_000,
};

const takes = (message: unknown, path: string[], length: number): boolean =>
  typeof readMessage(changed(message, path, 'x'.repeat(length))) === 'object';

/** Fields that take any text of some length; ids, origins and words from a list take none. */
const FREE = MESSAGES.flatMap((message) =>
  leaves(message)
    .filter((path) => takes(message, path, 10))
    .map((path): [string, string, unknown] => [message.kind, path.join('.'), message]),
);

test('there are such fields in most messages, each with its limit', () => {
  expect(FREE.length).toBeGreaterThan(30);
  expect(new Set(FREE.map(([, path]) => path))).toEqual(new Set(Object.keys(LIMITS)));
});

test.each(FREE)('%s: %s is taken at its limit, and refused one over', (_, path, message) => {
  const limit = LIMITS[path] ?? 0;
  const at = path.split('.');
  expect([takes(message, at, limit), takes(message, at, limit + 1)]).toEqual([true, false]);
});

test('reasons are bounded in number and size, and nothing lies beside them', () => {
  const prefer = MESSAGES.find(({ kind }) => kind === 'prefer');
  const reads = (reasons: unknown) => typeof readMessage(changed(prefer, ['reasons'], reasons));
  const full = (count: number, length: number) =>
    Array.from({ length: count }, (_, at) => `${at}`.padStart(length, 'x'));
  const lists = (good: string[]) => ({ good, bad: [] });
  const vendors = (count: number, length = 10) =>
    Object.fromEntries(full(count, length).map((id) => [id, lists([])]));
  expect(reads({ clarityq: lists(full(12, 60)) })).toBe('object');
  expect(reads({ clarityq: lists(full(13, 60)) })).toBe('string');
  expect(reads({ clarityq: lists(full(1, 61)) })).toBe('string');
  expect(reads({ clarityq: { ...lists([]), more: 'x' } })).toBe('string');
  expect([reads(vendors(20)), reads(vendors(21))]).toEqual(['object', 'string']);
  expect([reads(vendors(1, 200)), reads(vendors(1, 201))]).toEqual(['object', 'string']);
});

test('no message that is read is larger than a page may make it', () => {
  for (const message of MESSAGES) {
    const largest = FREE.filter(([kind]) => kind === message.kind).reduce<unknown>(
      (made, [, path]) => changed(made, path.split('.'), '\u0001'.repeat(LIMITS[path] ?? 0)),
      message,
    );
    expect(JSON.stringify(largest).length).toBeLessThan(200_000);
  }
});
