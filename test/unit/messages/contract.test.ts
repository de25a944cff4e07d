import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UNNAMED } from '../../../src/domain/conversation';
import type { Message } from '../../../src/messages/client';
import { contract, readMessage } from '../../../src/messages/contract';
import { changed, leaves, MESSAGES } from './messages';

const FIELDS = MESSAGES.flatMap((message) =>
  leaves(message).map((path): [string, string, Message] => [message.kind, path.join('.'), message]),
);

function valueAt(message: unknown, path: string): unknown {
  return path.split('.').reduce((part, name) => (part as Record<string, unknown>)[name], message);
}

test('a sound message of every kind is read as it stands', () => {
  expect(MESSAGES.map(({ kind }) => kind).sort()).toEqual(Object.keys(contract).sort());
  for (const message of MESSAGES) expect(readMessage(message)).toEqual(message);
});

test('unknown fields fall away, however they are called', () => {
  for (const message of MESSAGES) {
    const raw = JSON.parse(
      JSON.stringify({ ...message, key2: 'x', constructor: 'x' }).replace(
        '{',
        '{"__proto__":{"a":1},',
      ),
    );
    expect(readMessage(raw)).toEqual(message);
    expect((readMessage(raw) as { a?: unknown }).a).toBeUndefined();
  }
});

describe('every field is bounded and typed', () => {
  test.each(FIELDS)('%s: %s', (_, path, message) => {
    const at = path.split('.');
    const refused = (value: unknown) =>
      expect([value, readMessage(changed(message, at, value))]).toEqual([value, 'malformed']);
    refused(undefined);
    for (const wrong of [{}, [], [valueAt(message, path)], { toString: 'x' }]) refused(wrong);
    const value = valueAt(message, path);
    if (typeof value === 'string') {
      refused(7);
      refused(true);
      refused('x'.repeat(20_001));
    } else if (typeof value === 'number') {
      for (const wrong of ['7', -1.5, Number.NaN, Number.POSITIVE_INFINITY]) refused(wrong);
    } else if (typeof value === 'boolean') {
      for (const wrong of ['true', 1, 0, null]) refused(wrong);
    }
  });

  test.each([
    ['rate', 'feedback.comment', 20_000],
    ['draft', 'text', 20_000],
    ['rate', 'page.title', 500],
    ['rate', 'page.address', 8_192],
    ['tab', 'address', 8_192],
    ['show', 'host', 200],
    ['choose', 'connection', 200],
    ['saveConnection', 'key', 8_000],
    ['saveConnection', 'name', 200],
    ['saveConnection', 'actAs', 500],
    ['saveConnection', 'origin', 300],
    ['removeConnection', 'id', 200],
  ])('%s: %s holds %d characters and not one more', (kind, path, limit) => {
    const message = MESSAGES.find((one) => one.kind === kind);
    const at = path.split('.');
    expect(readMessage(changed(message, at, 'x'.repeat(limit)))).toMatchObject({ kind });
    expect(readMessage(changed(message, at, 'x'.repeat(limit + 1)))).toBe('malformed');
  });

  test('a comment four times too long, in characters outside the BMP, is kept and not refused', () => {
    const rate = MESSAGES.find(({ kind }) => kind === 'rate');
    const comment = '👍'.repeat(8_000);
    expect(readMessage(changed(rate, ['feedback', 'comment'], comment))).toMatchObject({
      feedback: { comment },
    });
  });
});

describe('what names a conversation', () => {
  const view = MESSAGES.find(({ kind }) => kind === 'view');

  test.each([
    'A1B2C3D4-E5F6-4A7B-8C9D-0E1F2A3B4C5D',
    'a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d\n',
    '../../../../admin',
    '',
  ])('is no id: %j', (id) => {
    expect(readMessage(changed(view, ['conversation', 'id'], id))).toBe('malformed');
  });

  test.each([
    'http://api.clarityq.ai',
    'https://api.clarityq.ai/',
    'https://api.clarityq.ai:8443',
    'https://user@api.clarityq.ai',
    'https://api.clarityq.ai\n',
    'javascript:alert(1)',
    '',
  ])('is no origin: %j', (origin) => {
    expect(readMessage(changed(view, ['conversation', 'origin'], origin))).toBe('malformed');
  });

  test('answer 0 is an answer, and so is one without a name yet; half an answer is none', () => {
    expect(readMessage(changed(view, ['turn'], 0))).toMatchObject({ turn: 0 });
    expect(readMessage(changed(view, ['turn'], UNNAMED))).toMatchObject({ turn: UNNAMED });
    for (const turn of [-2, 0.5, 2 ** 53]) {
      expect(readMessage(changed(view, ['turn'], turn))).toBe('malformed');
    }
  });
});

test.each([
  undefined,
  null,
  0,
  '',
  'rate',
  [],
  {},
  { kind: 'toString' },
  { kind: '__proto__' },
  { kind: 'constructor' },
  { kind: ['rate'] },
  { kind: 'Rate' },
  { hint: 'changed' },
])('%j is none of ours', (raw) => {
  expect(readMessage(raw)).toBe('unknown-message');
});

test('whatever comes, reading ends in a value', () => {
  const runs = { numRuns: Number(process.env.VERDICT_RUNS ?? 500) };
  const anything = fc.anything({ maxDepth: 4, withNullPrototype: true, withBigInt: true });
  const kinds = fc.constantFrom(...MESSAGES);
  const almost = kinds.chain((message) =>
    fc
      .tuple(fc.constantFrom([], ...leaves(message)), anything)
      .map(([path, value]) =>
        path.length === 0
          ? { ...(typeof value === 'object' ? value : {}), kind: message.kind }
          : changed(message, path, value),
      ),
  );
  fc.assert(
    fc.property(fc.oneof(anything, almost), (raw) => {
      const read = readMessage(raw);
      if (typeof read === 'string') expect(['unknown-message', 'malformed']).toContain(read);
      else expect(JSON.stringify(read).length).toBeLessThan(200_000);
    }),
    runs,
  );
});
