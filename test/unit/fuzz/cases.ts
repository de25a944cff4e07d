import fc from 'fast-check';

/** How many cases each parser meets: some in `npm test`, 10,000 in `npm run soak`. */
export const CASES = { numRuns: Number(process.env.VERDICT_CASES ?? 500) };

/** Whatever JSON can carry, the names that trip careless code up included. */
export const json: fc.Arbitrary<unknown> = fc
  .letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.constantFrom(
        null,
        true,
        false,
        0,
        -1,
        1e308,
        2 ** 53,
        '',
        '0',
        'null',
        '\u0000',
        '\ud800',
      ),
      fc.double(),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(
        fc.oneof(
          fc.constantFrom('__proto__', 'constructor', 'toString', 'length', 'kind', 'id', 'then'),
          fc.string({ maxLength: 8 }),
        ),
        tie('value'),
        { maxKeys: 4 },
      ),
    ),
  }))
  .value.map((value) => JSON.parse(JSON.stringify(value) ?? 'null'));

type Path = (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const parts = Array.isArray(value) ? value.entries() : Object.entries(value);
  return [path, ...[...parts].flatMap(([name, part]) => pathsIn(part, [...path, name]))];
}

function put(value: unknown, [name, ...rest]: Path, part: unknown): unknown {
  if (name === undefined) return part;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  Reflect.set(copy, name, put(Reflect.get(copy, name), rest, part));
  return copy;
}

/** Sound values with one or two places that hold something else: what gets furthest into a parser. */
export function almost(...sound: unknown[]): fc.Arbitrary<unknown> {
  return fc.constantFrom(...sound).chain((value) => {
    const change = fc.tuple(fc.constantFrom(...pathsIn(value)), json);
    return fc.array(change, { minLength: 1, maxLength: 2 }).map((changes) =>
      changes.reduce<unknown>((made, [path, part]) => {
        try {
          return put(made, path, part);
        } catch {
          return made;
        }
      }, value),
    );
  });
}
