import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../src/messages/client';
import type { ConnectionDraft } from '../../../src/messages/view';
import { isAccepted, probe } from '../../../src/pages/options/probing';

const DRAFT: ConnectionDraft = {
  id: null,
  vendor: 'clarityq',
  name: 'n',
  origin: 'https://api.clarityq.ai',
  scope: null,
  scopeName: null,
  actAs: null,
  key: 'k',
};
const answering = (answer: unknown) => (() => Promise.resolve(answer)) as unknown as Ask;
const silent = (() => new Promise(() => {})) as unknown as Ask;

describe('a test', () => {
  it.each([
    [null, 'a', true],
    [['a', 'b'], 'b', true],
    [['a', 'b'], null, true],
    [['a', 'b'], 'c', false],
  ])('that lists %j accepts %s: %s', (ids, scope, accepted) => {
    const scopes = ids?.map((id) => ({ id, name: id })) ?? null;
    const found = { ok: true, accepted: { person: null, scopes }, tookMs: 1 } as const;
    expect(isAccepted(found, { scope })).toBe(accepted);
    expect(isAccepted({ ok: false, failure: { kind: 'timeout' } }, { scope })).toBe(false);
  });

  it('hands over what the worker found', async () => {
    const found = { ok: false, failure: { kind: 'key-refused' } };
    const ask = answering({ ok: true, value: found });
    expect(await probe(ask, DRAFT, new AbortController().signal)).toEqual(found);
  });

  it('says so when the worker refuses', async () => {
    const ask = answering({ ok: false, refusal: 'malformed' });
    expect(await probe(ask, DRAFT, new AbortController().signal)).toEqual({
      ok: false,
      failure: { kind: 'interrupted' },
    });
  });

  it('counts as timed out when the worker never answers', async () => {
    expect(await probe(silent, DRAFT, new AbortController().signal, 1)).toEqual({
      ok: false,
      failure: { kind: 'timeout' },
    });
  });

  it('comes to nothing once it was stopped, even if the answer is there', async () => {
    const stopped = new AbortController();
    const running = probe(silent, DRAFT, stopped.signal);
    stopped.abort();
    expect(await running).toBeNull();
    expect(await probe(answering({ ok: true, value: {} }), DRAFT, stopped.signal)).toBeNull();
  });
});
