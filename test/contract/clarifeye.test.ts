import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import type { Failure } from '../../src/domain/failure';
import type { Feedback } from '../../src/domain/feedback';
import { clarifeyeApi as api } from '../../src/vendors/clarifeye/api';
import { FIXTURES, type Mishap, type Sandbox, startSandbox } from '../sandbox/sandbox';
import { accessTo } from './line';

const known = FIXTURES.clarifeye;
const origin = `https://${known.host}`;
const { leave, gaps, inProgress, archived, shared, private: hidden } = known.conversations;
const good: Feedback = { rating: 'good', comment: '' };
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterEach(() => {
  expect(sandbox.violations).toEqual([]);
  sandbox.reset();
});
afterAll(() => sandbox.close());

interface As {
  token?: string;
  scope?: string | null;
  actAs?: string | null;
}
const access = ({ token = known.tokens.member, scope = known.projectId, actAs = null }: As = {}) =>
  accessTo(sandbox, token, { vendor: 'clarifeye', origin, scope, actAs });
const conversation = (id: string) => ({ vendor: 'clarifeye', origin, scope: known.projectId, id });
const submit = (
  feedback: Feedback,
  turn = 0,
  row: string | null = null,
  as: As = {},
  id: string = leave,
) => api.submit(access(as), { conversation: conversation(id), turn, feedback }, row);
const find = (turn: number | null, since: number | null, as: As = {}) =>
  api.find?.(access(as), { conversation: conversation(leave), turn, since });

describe('Clarifeye, against its contract', () => {
  test.each<[Feedback, boolean | null]>([
    [{ rating: 'good', comment: '' }, true],
    [{ rating: 'bad', comment: 'Cites 2023, not today.' }, false],
    [{ rating: 'neutral', comment: 'שלום 😀\n"<b>"' }, null],
  ])('makes a row of %o on the answer 0, and confirms it', async (feedback, is_positive) => {
    const result = await submit(feedback);
    const [row] = sandbox.clarifeye.rows(leave);
    expect(row).toMatchObject({
      is_positive,
      feedback: feedback.comment,
      context: { query_id: 0 },
    });
    expect(result).toEqual({
      ok: true,
      value: {
        row: row?.id,
        feedback,
        conversationId: leave,
        turn: 0,
        at: Date.parse(row?.updated_at ?? ''),
        author: known.people.member.email,
        reviewed: false,
      },
    });
  });

  it('changes that row and deletes it, once and once again', async () => {
    const made = await submit(good, 2);
    const id = made.ok ? (made.value.row ?? '') : '';
    const changed = await submit({ rating: 'neutral', comment: 'Hm.' }, 2, id);
    expect(changed).toMatchObject({ ok: true, value: { row: id, turn: 2 } });
    expect(sandbox.clarifeye.rows(leave)).toMatchObject([
      { id, is_positive: null, feedback: 'Hm.' },
    ]);
    expect(await api.retract?.(access(), conversation(leave), id)).toEqual({
      ok: true,
      value: null,
    });
    expect(sandbox.clarifeye.rows(leave)).toEqual([]);
    expect(await api.retract?.(access(), conversation(leave), id)).toEqual({
      ok: true,
      value: null,
    });
    expect(await submit(good, 2, id)).toEqual({ ok: false, failure: { kind: 'not-found' } });
    expect(sandbox.clarifeye.created).toBe(1);
  });

  it('tells whose name a row carries when acting as somebody fell through', async () => {
    const admin = { token: known.tokens.admin };
    const { second, stranger } = known.people;
    expect(await submit(good, 0, null, { ...admin, actAs: second.email }, shared)).toMatchObject({
      value: { author: second.email },
    });
    expect(await submit(good, 0, null, { ...admin, actAs: stranger.email }, shared)).toMatchObject({
      value: { author: known.people.admin.email },
    });
  });

  it('takes a token in its other scheme', async () => {
    expect(await submit(good, 0, null, { token: `Token ${known.tokens.member}` })).toMatchObject({
      ok: true,
    });
  });

  test.each(['context', 'conversation', 'conversation_id'] as const)(
    'finds a row that tells its conversation as %s',
    async (shape) => {
      sandbox.clarifeye.rowShape = shape;
      const made = await submit(good, 1);
      expect(made).toMatchObject({ ok: true, value: { conversationId: leave, turn: 1 } });
      const found = await find(1, null);
      expect(found).toEqual({
        ok: true,
        value: { rows: [made.ok && made.value], unassigned: false },
      });
      expect(await find(2, null)).toMatchObject({ value: { rows: [], unassigned: false } });
      expect(await find(null, null)).toMatchObject({ value: { rows: [{ turn: 1 }] } });
    },
  );

  it('says that a row without a conversation stands in the way, from then on only', async () => {
    const at = Date.UTC(2026, 2, 4);
    sandbox.clarifeye.addRow({ conversationId: leave, queryId: 0, shape: 'none', at });
    expect(await find(0, at)).toEqual({ ok: true, value: { rows: [], unassigned: true } });
    expect(await find(0, at + 1)).toEqual({ ok: true, value: { rows: [], unassigned: false } });
  });

  it('reads a long list to the row that is looked for, and no further than that moment', async () => {
    const at = Date.UTC(2026, 2, 4);
    const own = sandbox.clarifeye.addRow({ conversationId: leave, queryId: 0, at });
    for (let n = 1; n <= 1_200; n += 1) {
      sandbox.clarifeye.addRow({ conversationId: gaps, queryId: 0, at: at + n });
    }
    expect(await find(0, at)).toMatchObject({ value: { rows: [{ row: own.id }] } });
    expect(sandbox.requests).toHaveLength(4);
    expect(await find(0, at + 1_000)).toEqual({ ok: true, value: { rows: [], unassigned: false } });
    expect(sandbox.requests).toHaveLength(6);
  });

  it("gives an admin everybody's rows with their authors, and a member their own", async () => {
    const { member, second } = known.people;
    for (const { email } of [member, second]) {
      sandbox.clarifeye.addRow({ conversationId: leave, queryId: 0, by: email });
    }
    const authors = async (as: As) => {
      const found = await find(0, null, as);
      return found?.ok ? found.value.rows.map(({ author }) => author).sort() : found;
    };
    expect(await authors({ token: known.tokens.admin })).toEqual([second.email, member.email]);
    expect(await authors({})).toEqual([member.email]);
  });

  it('tells when a row was reviewed', async () => {
    await submit(good);
    sandbox.clarifeye.markReviewed(leave);
    expect(await find(0, null)).toMatchObject({ value: { rows: [{ reviewed: true }] } });
  });

  it('reads the answers of a conversation by their questions', async () => {
    const look = await api.look(access(), conversation(gaps));
    expect(look.ok && look.value.answers?.map(({ turn, ready }) => [turn, ready])).toEqual([
      [0, true],
      [3, true],
      [7, true],
    ]);
    expect(look).toMatchObject({
      value: {
        phase: 'ready',
        answers: [{ question: 'What is the limit for a hotel night?' }, {}, {}],
      },
    });
    expect(await api.look(access(), conversation(inProgress))).toMatchObject({
      value: { phase: 'answering', answers: [{ ready: true }, { ready: false }] },
    });
    expect(await api.look(access(), conversation(archived))).toMatchObject({ ok: true });
  });

  test.each<[string, () => Promise<unknown> | undefined, Failure]>([
    [
      'an unknown token',
      () => submit(good, 0, null, { token: known.tokens.unknown }),
      { kind: 'key-refused' },
    ],
    [
      'an unknown conversation',
      () => api.look(access(), conversation(known.unknownConversation)),
      { kind: 'not-found' },
    ],
    [
      "somebody else's conversation",
      () => api.look(access(), conversation(hidden)),
      { kind: 'not-found' },
    ],
    [
      'a query id nobody asked',
      () => submit(good, 9),
      {
        kind: 'rejected',
        status: 400,
        message: 'context: query_id: 9 is not part of this conversation.',
      },
    ],
  ])('%s is refused', async (_what, call, failure) => {
    expect(await call()).toEqual({ ok: false, failure });
    expect(sandbox.clarifeye.created).toBe(0);
  });

  test.each([403, 404] as const)("somebody else's row answers %i", async (status) => {
    sandbox.clarifeye.foreignRowStatus = status;
    const row = sandbox.clarifeye.addRow({
      conversationId: leave,
      queryId: 0,
      by: known.people.second.email,
    });
    expect(await submit(good, 0, row.id)).toEqual({
      ok: false,
      failure: { kind: status === 403 ? 'no-access' : 'not-found' },
    });
    expect(sandbox.clarifeye.rows(leave)).toHaveLength(1);
  });

  describe('a test of the connection', () => {
    test.each(['envelope', 'list'] as const)('lists the projects from its %s', async (shape) => {
      sandbox.clarifeye.projectsAs = shape;
      const scopes = [
        { id: known.projectId, name: known.projectName },
        { id: known.secondProjectId, name: known.secondProjectName },
      ];
      for (const scope of [null, known.projectId]) {
        const result = await api.probe(access({ scope }));
        expect(result).toEqual({
          ok: true,
          value: { person: null, scopes: expect.arrayContaining(scopes) },
        });
      }
      expect(sandbox.requests).toHaveLength(2);
    });
    test.each<[string, As, Failure]>([
      ['an unknown token', { token: known.tokens.unknown }, { kind: 'key-refused' }],
      ["a token of the other region's", { token: known.us.token }, { kind: 'key-refused' }],
      ['a project of others', { scope: known.hiddenProjectId }, { kind: 'no-access' }],
      ['an unknown project', { scope: known.unknownProjectId }, { kind: 'not-found' }],
    ])('tells of %s', async (_what, as, failure) => {
      expect(await api.probe(access(as))).toEqual({ ok: false, failure });
      expect(sandbox.clarifeye.created).toBe(0);
    });
  });

  const mishaps: [string, Mishap, Failure][] = [
    ['500', { kind: 'status', status: 500 }, { kind: 'vendor-down', status: 500 }],
    ['503 in HTML', { kind: 'html', status: 503 }, { kind: 'vendor-down', status: 503 }],
    ['401 in HTML', { kind: 'html', status: 401 }, { kind: 'key-refused' }],
    ['403 in HTML', { kind: 'html', status: 403 }, { kind: 'no-access' }],
    [
      '403 as error',
      { kind: 'status', status: 403, body: { error: 'No.' } },
      { kind: 'no-access' },
    ],
    [
      '429',
      { kind: 'status', status: 429, headers: { 'retry-after': '7' } },
      { kind: 'rate-limited', retryAfterMs: 7_000 },
    ],
    [
      '400 as a map of fields',
      { kind: 'status', status: 400, body: { feedback: ['Not a valid string.'] } },
      { kind: 'rejected', status: 400, message: 'feedback: Not a valid string.' },
    ],
    [
      '400 as non_field_errors',
      { kind: 'status', status: 400, body: { non_field_errors: ['Invalid data.'] } },
      { kind: 'rejected', status: 400, message: 'Invalid data.' },
    ],
    [
      '400 as error',
      { kind: 'status', status: 400, body: { error: 'No.' } },
      { kind: 'rejected', status: 400, message: 'No.' },
    ],
    ['a sign-in page', { kind: 'html', status: 200 }, { kind: 'intercepted' }],
    ['an empty 200', { kind: 'empty', status: 200 }, { kind: 'unreadable-reply', why: 'empty' }],
    ['broken JSON', { kind: 'invalid-json' }, { kind: 'unreadable-reply', why: 'not-json' }],
    [
      'another shape',
      { kind: 'alter', change: () => [] },
      { kind: 'unreadable-reply', why: 'wrong-shape' },
    ],
    ['half a reply', { kind: 'truncate' }, { kind: 'unreachable' }],
    ['a cut connection', { kind: 'drop' }, { kind: 'unreachable' }],
    [
      'a redirect',
      { kind: 'redirect', status: 308, to: 'https://us.app.clarifeye.ai/' },
      { kind: 'redirected' },
    ],
  ];
  test.each(mishaps)('%s is told as what it is, in every call', async (_what, mishap, failure) => {
    sandbox.faults.add({ when: 'before', do: mishap, times: 4 });
    const row = sandbox.clarifeye.addRow({ conversationId: leave, queryId: 0 });
    expect(await submit(good)).toEqual({ ok: false, failure });
    expect(await submit(good, 0, row.id)).toEqual({ ok: false, failure });
    expect(await api.look(access(), conversation(leave))).toEqual({ ok: false, failure });
    expect(await find(0, null)).toEqual({ ok: false, failure });
    expect(sandbox.requests).toHaveLength(4);
  });
});
