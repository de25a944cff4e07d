import { describe, expect, test } from 'vitest';
import { type Candidate, type Reason, weigh } from '../../../src/domain/evidence';

const SCOPE = '1f0c2b7e-9a41-4c55-8a10-3d6f0e5b7a01';

function candidate(id: string, kind: Reason['kind'], scope: string | null = null): Candidate {
  const conversation = { vendor: 'v', origin: 'https://v.example', scope, id };
  return { conversation, reason: { kind, excerpt: id } };
}
const named = (id: string, scope?: string): Candidate => candidate(id, 'in-path', scope);
const called = (id: string, scope?: string): Candidate => candidate(id, 'in-traffic', scope);

describe('weigh', () => {
  test('nothing comes to nothing', () => {
    expect(weigh([], [])).toEqual({
      kind: 'none',
      reason: { kind: 'no-conversation', excerpt: '' },
    });
  });

  test('an id in the address wins over any traffic', () => {
    const finding = weigh([named('a')], [called('b'), called('c'), called('d')]);
    expect(finding).toMatchObject({ kind: 'this', conversation: { id: 'a' } });
  });

  test('traffic adds the product or project that the address leaves out, of its own twin only', () => {
    expect(weigh([named('a')], [called('b', 'other'), called('a', SCOPE)])).toMatchObject({
      conversation: { id: 'a', scope: SCOPE },
      reason: { kind: 'in-path' },
    });
    expect(weigh([named('a')], [called('b', SCOPE)])).toMatchObject({
      conversation: { id: 'a', scope: null },
    });
    expect(weigh([named('a', SCOPE)], [called('a', 'other')])).toMatchObject({
      conversation: { scope: SCOPE },
    });
  });

  test('another product or project named for it is told, and the first is kept', () => {
    expect(weigh([named('a', SCOPE)], [called('a', SCOPE), called('a', 'other')])).toEqual({
      kind: 'this',
      conversation: named('a', SCOPE).conversation,
      reason: { kind: 'in-path', excerpt: 'a', otherScope: 'other' },
    });
    expect(weigh([], [called('a', SCOPE), called('a', 'other')])).toMatchObject({
      conversation: { scope: SCOPE },
      reason: { kind: 'in-traffic', otherScope: 'other' },
    });
    expect(weigh([], [called('a', SCOPE)], 'around')).toMatchObject({
      conversation: { scope: SCOPE },
      reason: { otherScope: 'around' },
    });
  });

  test('what other conversations lie in, and what calls leave out, is no contradiction', () => {
    const quiet = [called('a'), called('a', SCOPE), called('b', 'other')];
    expect(weigh([named('a', SCOPE)], quiet, SCOPE)).toHaveProperty('reason', {
      kind: 'in-path',
      excerpt: 'a',
    });
  });

  test('one conversation called many times is one, its scope from whichever call names it', () => {
    expect(weigh([], [called('a'), called('a', SCOPE), called('a', 'late')])).toMatchObject({
      kind: 'this',
      conversation: { id: 'a', scope: SCOPE },
      reason: { kind: 'in-traffic' },
    });
  });

  test.each([
    ['in the address', [named('a'), named('b')], [], 'several-in-address'],
    [
      'in the address, whatever is called',
      [named('a'), named('b')],
      [called('a')],
      'several-in-address',
    ],
    ['in the traffic', [], [called('a'), called('b')], 'several-in-traffic'],
  ] as const)('two ids %s mean several, in the order they came', (_, address, traffic, kind) => {
    expect(weigh(address, traffic)).toMatchObject({
      kind: 'several',
      conversations: [{ id: 'a' }, { id: 'b' }],
      reason: { kind },
    });
  });
});
