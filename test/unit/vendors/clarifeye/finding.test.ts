import { describe, expect, it, test } from 'vitest';
import type { VendorReply } from '../../../../src/vendors/api';
import { clarifeyeApi as api } from '../../../../src/vendors/clarifeye/api';
import { A, B } from '../addresses';
import { json, lineOf, odd } from '../line';
import { CREATED, conversation, page, project, row, UPDATED } from './fixtures';

describe('Clarifeye: finding rows', () => {
  const find = (
    search: { turn?: number | null; since?: number | null },
    ...replies: VendorReply[]
  ) => {
    const line = lineOf({}, ...replies);
    const { turn = 0, since = null } = search;
    return { ...line, result: api.find?.(line.access, { conversation, turn, since }) };
  };
  const other = (change: object) => ({ ...row, ...change });

  it('asks for the newest rows, and gives those of this answer, with their authors', async () => {
    const { sent, result } = find(
      {},
      page(
        row,
        other({ id: 'row-2', given_by: { email: 'ada@northwind.example' } }),
        other({ id: 'row-3', context: { ...row.context, query_id: 1 } }),
        other({ id: 'row-4', context: { ...row.context, conversation_id: B } }),
        other({ id: 'row-5', context: { query_id: 0 }, conversation: A }),
        other({ id: 'row-6', context: { query_id: 0 }, conversation_id: A }),
      ),
    );
    const found = await result;
    expect(found).toMatchObject({ ok: true, value: { unassigned: false } });
    expect(found?.ok && found.value.rows.map((one) => [one.row, one.author])).toEqual([
      ['row-1', 'mira@northwind.example'],
      ['row-2', 'ada@northwind.example'],
      ['row-5', 'mira@northwind.example'],
      ['row-6', 'mira@northwind.example'],
    ]);
    expect(sent).toEqual([
      {
        method: 'GET',
        path: `${project}/feedbacks/?limit=500&offset=0`,
        headers: { Authorization: 'Bearer secret' },
      },
    ]);
  });

  it('gives the rows of every answer where none is named', async () => {
    const { result } = find(
      { turn: null },
      page(row, other({ id: 'row-3', context: { ...row.context, query_id: 1 } })),
    );
    expect(await result).toMatchObject({ value: { rows: [{ turn: 0 }, { turn: 1 }] } });
  });

  test.each([
    ['made at that moment', { since: CREATED }, 1],
    ['made a millisecond before it', { since: CREATED + 1 }, 0],
    ['only changed since', { since: UPDATED }, 0],
    ['of any time', { since: null }, 1],
  ])('counts a row %s', async (_what, search, count) => {
    const found = await find(search, page(row)).result;
    expect(found?.ok && found.value.rows.length).toBe(count);
  });

  test.each<[string, object, boolean]>([
    ['without a conversation', { context: { query_id: 0 } }, true],
    ['without a context', { context: null }, true],
    ['of this conversation without an answer', { context: { conversation_id: A } }, true],
    ['of another conversation without an answer', { context: { conversation_id: B } }, false],
    ['without any time', { created_at: null, updated_at: null }, true],
    ['that cannot be read', { is_positive: 'yes' }, true],
    [
      'without a conversation, made before',
      { context: null, created_at: '2026-03-01T00:00:00Z' },
      false,
    ],
  ])('says of a row %s whether it stands in the way', async (_what, change, unassigned) => {
    const { result } = find({ since: CREATED }, page(other({ id: 'odd', ...change })));
    expect(await result).toEqual({ ok: true, value: { rows: [], unassigned } });
  });

  const full = (from: number, at = row.updated_at) =>
    Array.from({ length: 500 }, (_, index) =>
      other({
        id: `row-${from + index}`,
        updated_at: at,
        context: { ...row.context, conversation_id: B },
      }),
    );

  it('asks for a few where a moment is named, and reads on until a page is not full', async () => {
    const { sent, result } = find(
      { since: CREATED },
      page(...full(0).slice(0, 50)),
      page(...full(50)),
      page(row),
    );
    expect(await result).toMatchObject({ value: { rows: [{ row: 'row-1' }], unassigned: false } });
    expect(sent.map(({ path }) => path.split('?')[1])).toEqual([
      'limit=50&offset=0',
      'limit=500&offset=50',
      'limit=500&offset=550',
    ]);
  });

  it('stops at a row that was last changed before', async () => {
    const { sent, result } = find({ since: CREATED }, page(...full(0, '2026-03-04T05:06:06.999Z')));
    expect(await result).toEqual({ ok: true, value: { rows: [], unassigned: false } });
    expect(sent).toHaveLength(1);
  });

  it('gives up after ten pages, and says that it cannot tell', async () => {
    const pages = Array.from({ length: 10 }, (_, index) => page(...full(index * 500)));
    const { sent, result } = find({ since: CREATED }, ...pages);
    expect(await result).toEqual({ ok: true, value: { rows: [], unassigned: true } });
    expect(sent).toHaveLength(10);
  });

  it('counts a row once that a newer one pushed onto the next page', async () => {
    const first = [...full(0).slice(0, 499), row];
    const { result } = find({ since: CREATED }, page(...first), page(row));
    const found = await result;
    expect(found?.ok && found.value.rows.length).toBe(1);
  });

  test.each([
    ['refused', json(403), { kind: 'no-access' }],
    ['without rows', json(200, { count: 0 }), { kind: 'unreadable-reply', why: 'wrong-shape' }],
    ['a page of HTML', odd(200, 'html'), { kind: 'intercepted' }],
  ])('fails where the list is %s, on any page', async (_what, reply, failure) => {
    expect(await find({}, reply).result).toEqual({ ok: false, failure });
    expect(await find({}, page(...full(0)), reply).result).toEqual({ ok: false, failure });
  });
});
