import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { csv } from '../../../src/pages/journal/csv';

/** A reader of RFC 4180, section 2, written from its text: what it rejects is not CSV. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (at >= text.length) throw new Error('A quoted cell does not end');
        if (text[at] === '"') at += 1;
        cell += text[at];
      }
      at += 1;
    } else {
      for (; at < text.length && text[at] !== ',' && text[at] !== '\r'; at += 1) {
        if (text[at] === '"' || text[at] === '\n') throw new Error('Bare quote or line feed');
        cell += text[at];
      }
    }
    row.push(cell);
    if (text[at] === ',') {
      at += 1;
      if (at === text.length) throw new Error('No line end');
    } else if (text.startsWith('\r\n', at)) {
      at += 2;
      rows.push(row);
      row = [];
    } else throw new Error(`Neither comma nor line end at ${at}`);
  }
  if (row.length > 0) throw new Error('No line end');
  return rows;
}

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const nasty = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'",\r\n=+-@\t\'; a＝'), maxLength: 12 }),
  fc.string({ unit: 'binary' }),
);
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => fc.array(fc.array(nasty, { minLength: width, maxLength: width })));

test('whatever is written is read back, but for the apostrophe before what looks like a formula', () => {
  fc.assert(
    fc.property(table, (rows) => {
      const expected = rows.map((row) =>
        row.map((cell) => (FORMULA.test(cell) ? `'${cell}` : cell)),
      );
      expect(read(csv(rows))).toEqual(expected);
    }),
    { numRuns: Number(process.env.VERDICT_CASES ?? 1_000) },
  );
});

test('no cell that is read back begins a formula', () => {
  fc.assert(
    fc.property(table, (rows) => {
      expect(
        read(csv(rows))
          .flat()
          .filter((cell) => FORMULA.test(cell)),
      ).toEqual([]);
    }),
    { numRuns: Number(process.env.VERDICT_CASES ?? 1_000) },
  );
});

describe('a cell', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['=1+1', "'=1+1"],
    ['+41 44 668 18 00', "'+41 44 668 18 00"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', '"\'\r=1"'],
    ['=HYPERLINK("https://evil.example","x")', '"\'=HYPERLINK(""https://evil.example"",""x"")"'],
    ['＝1+1', "'＝1+1"],
    ['a=1', 'a=1'],
    ["'=1", "'=1"],
  ])('%j', (text, written) => {
    expect(csv([[text]])).toBe(`${written}\r\n`);
  });
});
