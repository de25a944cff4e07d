import { describe, expect, it, test } from 'vitest';
import type { Conversation } from '../../../../src/domain/conversation';
import type { Access } from '../../../../src/vendors/api';
import { clarifeyeApi as api } from '../../../../src/vendors/clarifeye/api';
import { Q } from '../addresses';
import { json, lineOf, odd } from '../line';
import { conversation, project, row } from './fixtures';

describe('Clarifeye: deleting a row', () => {
  test.each([
    ['204', odd(204, 'none'), { ok: true, value: null }],
    ['200 with the row', json(200, row), { ok: true, value: null }],
    [
      '404, which is what was wanted',
      json(404, { error: 'Not found.' }),
      { ok: true, value: null },
    ],
    ['a sign-in page', odd(200, 'html'), { ok: false, failure: { kind: 'intercepted' } }],
    ['403', json(403, { error: 'No.' }), { ok: false, failure: { kind: 'no-access' } }],
    ['500', json(500), { ok: false, failure: { kind: 'vendor-down', status: 500 } }],
  ])('%s', async (_what, reply, expected) => {
    const { access, sent } = lineOf({}, reply);
    expect(await api.retract?.(access, conversation, 'row/1')).toEqual(expected);
    expect(sent).toEqual([
      {
        method: 'DELETE',
        path: `${project}/feedbacks/row%2F1/`,
        headers: { Authorization: 'Bearer secret' },
      },
    ]);
  });
});

describe('Clarifeye: every call', () => {
  const calls: Record<
    string,
    (access: Access, where?: Conversation) => Promise<unknown> | undefined
  > = {
    probe: (access) => api.probe(access),
    look: (access, where = conversation) => api.look(access, where),
    create: (access, where = conversation) =>
      api.submit(
        access,
        { conversation: where, turn: 0, feedback: { rating: 'good', comment: '' } },
        null,
      ),
    change: (access, where = conversation) =>
      api.submit(
        access,
        { conversation: where, turn: 0, feedback: { rating: 'bad', comment: '' } },
        'r',
      ),
    find: (access, where = conversation) =>
      api.find?.(access, { conversation: where, turn: 0, since: null }),
    retract: (access, where = conversation) => api.retract?.(access, where, 'r'),
  };
  const each = Object.entries(calls);

  test.each(each)(
    '%s names the person to act as, and ends its path in a slash',
    async (_n, call) => {
      const { access, sent } = lineOf({ actAs: 'ada@northwind.example' }, json(500));
      await call(access);
      expect(sent[0]?.headers).toEqual({
        Authorization: 'Bearer secret',
        'X-Impersonate-Email': 'ada@northwind.example',
      });
      expect(sent[0]?.path.split('?')[0]).toMatch(/\/$/);
    },
  );
  test.each(each)('%s keeps the scheme of a token that has one', async (_n, call) => {
    const { access, sent } = lineOf({}, json(500));
    await call({ ...access, key: 'Token abc' });
    expect(sent[0]?.headers.Authorization).toBe('Token abc');
  });
  test.each(each)('%s hands a failure of transport on as it is', async (_n, call) => {
    const { access } = lineOf({}, { kind: 'unreachable' });
    expect(await call(access)).toEqual({ ok: false, failure: { kind: 'unreachable' } });
  });
  test.each(each)('%s reads a rejection in the vendor’s words', async (_n, call) => {
    const { access } = lineOf({}, json(400, { context: ['This field is required.'] }));
    expect(await call(access)).toEqual({
      ok: false,
      failure: { kind: 'rejected', status: 400, message: 'context: This field is required.' },
    });
  });
  test.each(each.filter(([name]) => name !== 'probe'))(
    '%s takes the project from the connection where the page does not tell it',
    async (_n, call) => {
      const { access, sent } = lineOf({ scope: Q }, json(500));
      const where = { ...conversation, scope: null };
      await call(access, where);
      expect(sent[0]?.path.startsWith(`/api/v1/projects/${Q}/`)).toBe(true);
      const nowhere = lineOf({ scope: null });
      expect(await call(nowhere.access, where)).toEqual({
        ok: false,
        failure: { kind: 'not-found' },
      });
      expect(nowhere.sent).toEqual([]);
    },
  );
  it('409 is no word of the vendor’s for an answer that is not finished', async () => {
    const { access } = lineOf({}, json(409, { detail: 'Conflict.' }));
    expect(await calls.create?.(access)).toMatchObject({
      failure: { kind: 'rejected', status: 409 },
    });
  });
});
