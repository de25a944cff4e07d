import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import {
  anything,
  fits,
  flag,
  listOf,
  loose,
  nullable,
  nullish,
  number,
  object,
  oneOf,
  optional,
  read,
  type Shape,
  strict,
  such,
  text,
  textUpTo,
  uuid,
  whole,
} from '../../../src/vendors/shape';

const runs = { numRuns: Number(process.env.VERDICT_RUNS ?? 500) };
const ID = 'a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d';

/** Each piece beside the ready-made schema it stands for. */
const pairs: [name: string, own: Shape, readyMade: z.ZodMiniType][] = [
  ['text', text, z.string()],
  ['number', number, z.number()],
  ['whole', whole, z.int()],
  ['flag', flag, z.boolean()],
  ['uuid', uuid, z.guid()],
  ['anything', optional(anything), z.optional(z.unknown())],
  ['oneOf', oneOf('good', 'bad'), z.enum(['good', 'bad'])],
  ['textUpTo', textUpTo(3), z.string().check(z.maxLength(3))],
  ['listOf', listOf(nullable(text)), z.array(z.nullable(z.string()))],
  ['nullable', nullable(object({ a: text })), z.nullable(z.object({ a: z.string() }))],
  [
    'object',
    object({ a: text, b: nullish(number), c: optional(flag) }),
    z.object({ a: z.string(), b: z.nullish(z.number()), c: z.optional(z.boolean()) }),
  ],
  ['loose', loose({ a: optional(text) }), z.looseObject({ a: z.optional(z.string()) })],
  ['strict', strict({ a: optional(text) }), z.strictObject({ a: z.optional(z.string()) })],
];

const values = fc.oneof(
  fc.anything({ maxDepth: 2, withNullPrototype: true, withBigInt: true }),
  fc.constantFrom('good', 'Good', ID, ID.toUpperCase(), `${ID}\n`, 2 ** 53, -0, Number.NaN),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
  fc.array(fc.option(fc.string())),
  fc.record(
    {
      a: fc.option(fc.string(), { freq: 5 }),
      b: fc.option(fc.double()),
      c: fc.oneof(fc.boolean(), fc.constant(undefined), fc.integer()),
      more: fc.anything({ maxDepth: 1 }),
    },
    { requiredKeys: [] },
  ),
);

test.each(pairs)(
  '%s reads what the ready-made schema reads, and refuses the rest',
  (_, own, known) => {
    fc.assert(
      fc.property(values, (value) => {
        const expected = known.safeParse(value);
        expect(fits(own, value)).toBe(expected.success);
        if (expected.success) expect(read(own, value)).toEqual(expected.data);
        else expect(read(own, value)).toBeUndefined();
      }),
      runs,
    );
  },
);

describe('what the ready-made schemas do not say', () => {
  test('a text is counted in code points', () => {
    expect(fits(textUpTo(2), '👍👍')).toBe(true);
    expect(fits(textUpTo(2), '👍👍a')).toBe(false);
  });

  test('a rule is asked only about what has the shape', () => {
    const asked: unknown[] = [];
    const even = such(whole, (value) => asked.push(value) > 0 && value % 2 === 0);
    expect([7, '8', 8, null].map((value) => fits(even, value))).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect(asked).toEqual([7, 8]);
  });

  test('neither a foreign prototype nor a name of one comes along', () => {
    const raw = JSON.parse('{"a":"x","__proto__":{"admin":true},"constructor":"y"}');
    expect(Object.entries(read(object({ a: text }), raw) ?? {})).toEqual([['a', 'x']]);
    const kept = read(loose({ a: text }), raw) as { admin?: boolean };
    expect([kept.admin, Object.getPrototypeOf(kept)]).toEqual([undefined, Object.prototype]);
    expect(fits(strict({ a: text }), raw)).toBe(false);
  });
});
