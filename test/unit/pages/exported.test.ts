import { describe, expect, it } from 'vitest';
import { UNNAMED } from '../../../src/domain/conversation';
import { asCsv, asJson } from '../../../src/pages/journal/exported';
import { broken, row, stored } from './journalRows';

const AT = Date.UTC(2026, 10, 21, 12);
const said = { rating: 'bad', comment: '=cmd|"x"!A1' } as const;
const rows = [
  row('a', AT, { intent: said, question: 'Why?', stored: stored(AT + 1_000, 'mira@n.example') }),
  broken('b', AT, '{"key":7}'),
];

describe('the table for spreadsheets', () => {
  const { text, name, type } = asCsv(rows, AT);
  const [head, first, second, ...more] = text.slice(1).split('\r\n');

  it('says that it is UTF-8, names its columns and ends every line', () => {
    expect(text.codePointAt(0)).toBe(0xfeff);
    expect([name, type]).toEqual(['verdict-history-2026-11-21.csv', 'text/csv']);
    expect(head?.split(',')).toHaveLength(13);
    expect(more).toEqual(['']);
  });

  it('holds what was given, the formula defused', () => {
    expect(first).toBe(
      '2026-11-21T12:00:00.000Z,ClarityQ,June dip,https://app.clarityq.ai/c/0f6c2e4a-7b1d-4e53-9a86-3d5c8f2091ae,Why?,bad,"\'=cmd|""x""!A1",on-its-way,2026-11-21T12:00:01.000Z,mira@n.example,0f6c2e4a-7b1d-4e53-9a86-3d5c8f2091ae,1,',
    );
  });

  it('holds what could not be read as it was', () => {
    expect(second).toBe('2026-11-21T12:00:00.000Z,,,,,,,unreadable,,,,,"{""key"":7}"');
  });
});

describe('the file for programs', () => {
  it('holds every row whole, with its steps and what could not be read', () => {
    const { entries, unreadable, exportedAt } = JSON.parse(asJson(rows, AT).text);
    expect(exportedAt).toBe('2026-11-21T12:00:00.000Z');
    expect(entries).toMatchObject([
      {
        givenAt: '2026-11-21T12:00:00.000Z',
        vendor: 'ClarityQ',
        connection: 'Retail analytics',
        turn: 1,
        rating: 'bad',
        comment: said.comment,
        stored: { rating: 'good', as: 'mira@n.example' },
        steps: [{ at: '2026-11-21T12:00:00.000Z', what: 'pressed', feedback: { rating: 'good' } }],
      },
    ]);
    expect(unreadable).toEqual([{ setAsideAt: '2026-11-21T12:00:00.000Z', raw: '{"key":7}' }]);
  });

  it('an answer that has no name yet has none in either file', () => {
    const unnamed = [row('a', AT, { turn: UNNAMED })];
    expect(JSON.parse(asJson(unnamed, AT).text).entries[0].turn).toBeNull();
    expect(asCsv(unnamed, AT).text).toMatch(/2091ae,,\r\n$/);
  });

  it('survives a clock that was broken', () => {
    const odd = [row('a', Number.MAX_VALUE)];
    expect(JSON.parse(asJson(odd, AT).text).entries[0].givenAt).toBe('');
    expect(asCsv(odd, AT).text).toContain('ClarityQ');
  });
});
