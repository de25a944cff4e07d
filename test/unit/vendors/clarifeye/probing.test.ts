import { describe, expect, it, test } from 'vitest';
import type { Failure } from '../../../../src/domain/failure';
import type { VendorReply } from '../../../../src/vendors/api';
import { clarifeyeApi as api } from '../../../../src/vendors/clarifeye/api';
import { P, Q } from '../addresses';
import { json, lineOf, odd } from '../line';
import { page, project } from './fixtures';

describe('Clarifeye: testing a connection', () => {
  const projects = [{ id: P, name: 'People handbook', extra: 1 }, { id: Q, name: null }, 'odd'];
  const scopes = [
    { id: P, name: 'People handbook' },
    { id: Q, name: Q },
  ];
  test.each([
    ['a plain list', json(200, projects)],
    ['the envelope', page(...projects)],
  ])(
    'lists the projects from %s, and asks nothing else where the own one is there',
    async (_w, reply) => {
      const { access, sent } = lineOf({}, reply);
      expect(await api.probe(access)).toEqual({ ok: true, value: { person: null, scopes } });
      expect(sent).toEqual([
        { method: 'GET', path: '/api/v1/projects/', headers: { Authorization: 'Bearer secret' } },
      ]);
    },
  );
  it('lists them where no project was chosen yet', async () => {
    const { access, sent } = lineOf({ scope: null }, json(200, projects));
    expect(await api.probe(access)).toEqual({ ok: true, value: { person: null, scopes } });
    expect(sent).toHaveLength(1);
  });
  test.each([
    ['accepted', page(), { ok: true, value: { person: null, scopes: [{ id: Q, name: Q }] } }],
    ['of others', json(403), { ok: false, failure: { kind: 'no-access' } }],
    ['unknown', json(404), { ok: false, failure: { kind: 'not-found' } }],
  ])('asks for the feedback of a project that is not listed: %s', async (_w, reply, expected) => {
    const { access, sent } = lineOf({}, json(200, [{ id: Q }]), reply);
    expect(await api.probe(access)).toEqual(expected);
    expect(sent[1]).toMatchObject({ method: 'GET', path: `${project}/feedbacks/?limit=1` });
  });
  it('does without the list where the server has none', async () => {
    const bare = lineOf({ scope: null }, json(404, { error: 'Not found.' }));
    expect(await api.probe(bare.access)).toEqual({
      ok: true,
      value: { person: null, scopes: null },
    });
    const bound = lineOf({}, json(404), page());
    expect(await api.probe(bound.access)).toEqual({
      ok: true,
      value: { person: null, scopes: null },
    });
    expect(bound.sent).toHaveLength(2);
  });
  test.each<[string, VendorReply, Failure]>([
    ['401', json(401, { error: 'Invalid token.' }), { kind: 'key-refused' }],
    ['403', json(403), { kind: 'no-access' }],
    ['429', json(429), { kind: 'rate-limited', retryAfterMs: null }],
    ['502', odd(502, 'html'), { kind: 'vendor-down', status: 502 }],
    ['404 from a gateway', odd(404, 'html'), { kind: 'intercepted' }],
    ['a sign-in page', odd(200, 'html'), { kind: 'intercepted' }],
    ['another shape', json(200, { projects }), { kind: 'unreadable-reply', why: 'wrong-shape' }],
  ])('%s', async (_what, reply, failure) => {
    const { access, sent } = lineOf({}, reply);
    expect(await api.probe(access)).toEqual({ ok: false, failure });
    expect(sent).toHaveLength(1);
  });
});
