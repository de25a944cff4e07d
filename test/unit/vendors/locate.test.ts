import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Finding } from '../../../src/domain/evidence';
import { siteById, sites } from '../../../src/vendors/site';
import { A, APPS, B, type Expected, P, PLACES, Q, STRANGERS, VENDORS_OTHER, X } from './addresses';

function locate(vendor: string, address: string, calls: string[] = []): Finding {
  const site = siteById(vendor);
  if (!site) throw new Error(`no vendor ${vendor}`);
  return site.locate({ address, calls });
}

function expected(vendor: string, origin: string, want: Expected): object {
  if (want === null) return { kind: 'none', reason: { kind: 'no-conversation', excerpt: '' } };
  if ('several' in want) {
    return {
      kind: 'several',
      conversations: want.several.map((id) => expect.objectContaining({ vendor, origin, id })),
      reason: { kind: 'several-in-address', excerpt: expect.any(String) },
    };
  }
  return {
    kind: 'this',
    conversation: { vendor, origin, scope: want.scope, id: want.id },
    reason: { kind: want.by, excerpt: expect.any(String) },
  };
}

for (const [vendor, hosts] of Object.entries(APPS)) {
  describe(`${vendor}: an address`, () => {
    const [[host, origin]] = hosts as [[string, string]];
    test.each(PLACES)('%s', (place, want) => {
      expect(locate(vendor, `https://${host}${place}`)).toEqual(expected(vendor, origin, want));
    });

    test.each(hosts)('at %s belongs to the API at %s', (own, api) => {
      expect(locate(vendor, `https://${own}/c/${A}`)).toMatchObject({
        kind: 'this',
        conversation: { origin: api },
      });
    });

    it('in capitals, as a browser would take it, is the same address', () => {
      expect(locate(vendor, `HTTPS://${host.toUpperCase()}:443/c/${A}`)).toEqual(
        locate(vendor, `https://${host}/c/${A}`),
      );
    });

    it('says where the id stood, as it stood there', () => {
      const at = (place: string) => locate(vendor, `https://${host}${place}`).reason.excerpt;
      expect(at(`/projects/${P}/chat/${A.toUpperCase()}`)).toBe(`chat/${A.toUpperCase()}`);
      expect(at(`/?conversation_id=${A}`)).toBe(`conversation_id=${A}`);
      expect(at(`/#/c/${A}`)).toBe(`c/${A}`);
      expect(at(`/chat/${'long-title-'.repeat(40)}${A}`)).toHaveLength(120);
      expect(at(`/chat/${'long-title-'.repeat(40)}${A}`).endsWith(A)).toBe(true);
    });

    it('of any other vendor comes to nothing', () => {
      for (const [other, theirs] of Object.entries(APPS)) {
        if (other === vendor) continue;
        for (const [theirHost] of theirs) {
          for (const [place] of PLACES) {
            expect(locate(vendor, `https://${theirHost}${place}`)).toEqual({
              kind: 'none',
              reason: { kind: 'not-a-vendor', excerpt: theirHost },
            });
          }
        }
      }
    });

    test.each([...VENDORS_OTHER, ...STRANGERS])('at %s comes to nothing', (stranger) => {
      const { kind } = locate(vendor, `${stranger}/products/${P}/conversations/${A}`);
      expect(kind).toBe('none');
    });

    test.each(['', ' ', A, 'hello', '/c/1', 'https://', `${host}/c/${A}`])(
      'that is none, like "%s", says so',
      (text) => {
        expect(locate(vendor, text)).toEqual({
          kind: 'none',
          reason: { kind: 'not-an-address', excerpt: '' },
        });
      },
    );

    it('of endless length is not read', () => {
      const address = `https://${host}/c/${A}?${'x'.repeat(9_000)}`;
      expect(locate(vendor, address).reason.kind).toBe('not-an-address');
    });

    it('with hundreds of ids means several, of which a bounded number is told', () => {
      const ids = Array.from(
        { length: 150 },
        (_, i) => A.slice(0, -3) + String(i).padStart(3, '0'),
      );
      const found = locate(vendor, `https://${host}/chat/${ids.join('/')}`);
      expect(found.kind).toBe('this');
      const several = locate(vendor, `https://${host}/chat/${ids.join('/chat/')}`);
      expect(several.kind === 'several' && several.conversations.length).toBe(24);
    });

    it('never makes it throw, whatever the text and the calls', () => {
      const piece = fc.oneof(
        fc.string(),
        fc.string({ unit: 'binary' }),
        fc.uuid(),
        fc.constantFrom('/', '?', '#', '=', '&', '%', '%E0%A4%A', 'chat', 'products', ',', '://'),
      );
      const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
      const address = fc.oneof(
        text,
        text.map((rest) => `https://${host}/${rest}`),
        fc.webUrl({ withFragments: true, withQueryParameters: true }),
      );
      fc.assert(
        fc.property(address, fc.array(address, { maxLength: 4 }), (place, calls) => {
          const found = locate(vendor, place, calls);
          expect(['this', 'several', 'none']).toContain(found.kind);
          expect(found.reason.excerpt.length).toBeLessThanOrEqual(253);
          for (const call of calls) siteById(vendor)?.readCall(call);
        }),
        { numRuns: 300 },
      );
    });

    it('outside the app never names a conversation, whatever stands in it', () => {
      const place = fc.array(fc.oneof(fc.uuid(), fc.constantFrom('c', 'chat', 'products')));
      const stranger = fc.oneof(
        fc.domain().map((domain) => `https://${domain}`),
        fc.constantFrom(...STRANGERS, ...VENDORS_OTHER),
      );
      fc.assert(
        fc.property(stranger, place, (origin, parts) => {
          expect(locate(vendor, `${origin}/${parts.join('/')}`).kind).toBe('none');
        }),
      );
    });
  });
}

describe('the reason why nothing was found', () => {
  test.each(VENDORS_OTHER)("%s is the vendor's, and not the app", (origin) => {
    const vendor = origin.includes('clarityq') ? 'clarityq' : 'clarifeye';
    expect(locate(vendor, `${origin}/c/${A}`).reason.kind).toBe('not-the-app');
  });
  test.each(STRANGERS)('%s is nobody’s', (origin) => {
    for (const { id } of sites) {
      const { kind } = locate(id, `${origin}/c/${A}`).reason;
      expect(['not-a-vendor', 'not-an-address']).toContain(kind);
    }
  });
});

describe("the page's own calls", () => {
  const cases = [
    {
      vendor: 'clarityq',
      page: 'https://app.clarityq.ai',
      call: (scope: string, id: string) =>
        `https://api.clarityq.ai/api/v1/products/${scope}/conversations/${id}/status`,
      foreign: [
        `https://api.clarityq.ai.example.net/api/v1/products/${P}/conversations/${A}/status`,
        `http://api.clarityq.ai/api/v1/products/${P}/conversations/${A}/status`,
        `https://other.clarityq.ai/api/v1/products/${P}/conversations/${A}/status`,
        `https://app.clarityq.ai/assets/products/${P}/conversations/${A}/status`,
        `https://app.clarityq.ai.:443/api/v1/products/${P}/conversations/${A}`,
        `https://telemetry.example/?u=/api/v1/products/${P}/conversations/${A}`,
        `https://eu.app.clarifeye.ai/api/v1/projects/${P}/playground-conversations/${A}/`,
      ],
    },
    {
      vendor: 'clarifeye',
      page: 'https://eu.app.clarifeye.ai',
      call: (scope: string, id: string) =>
        `https://eu.app.clarifeye.ai/api/v1/projects/${scope}/playground-conversations/${id}/`,
      foreign: [
        `https://us.app.clarifeye.ai/api/v1/projects/${P}/playground-conversations/${A}/`,
        `https://acme.clarifeye.io/api/v1/projects/${P}/playground-conversations/${A}/`,
        `http://eu.app.clarifeye.ai/api/v1/projects/${P}/playground-conversations/${A}/`,
        `https://eu.app.clarifeye.ai/static/projects/${P}/playground-conversations/${A}/`,
        `https://eu.app.clarifeye.ai.evil.example/api/v1/projects/${P}/playground-conversations/${A}/`,
        `https://api.clarityq.ai/api/v1/products/${P}/conversations/${A}/status`,
      ],
    },
  ];
  describe.each(cases)('of $vendor', ({ vendor, page, call, foreign }) => {
    it('name the conversation and its scope where the address names none', () => {
      expect(locate(vendor, `${page}/`, [call(P, A), call(P, A)])).toMatchObject({
        kind: 'this',
        conversation: { id: A, scope: P },
        reason: { kind: 'in-traffic', excerpt: expect.stringContaining(A) },
      });
    });
    it('to two conversations mean several', () => {
      expect(locate(vendor, `${page}/`, [call(P, A), call(P, B)])).toMatchObject({
        kind: 'several',
        conversations: [{ id: A }, { id: B }],
        reason: { kind: 'several-in-traffic' },
      });
    });
    it('yield to an id in the address, and add its scope', () => {
      expect(locate(vendor, `${page}/c/${A}`, [call(Q, B), call(P, A)])).toMatchObject({
        kind: 'this',
        conversation: { id: A, scope: P },
        reason: { kind: 'in-path' },
      });
    });
    it('take the scope of the address only where they name none themselves', () => {
      expect(locate(vendor, `${page}/projects/${Q}/chat`, [call(P, A)])).toMatchObject({
        kind: 'this',
        conversation: { id: A, scope: P },
      });
    });
    it('tell which id in the address is the product or project', () => {
      expect(locate(vendor, `${page}/galaxy/${P}`, [call(P, A)])).toMatchObject({
        kind: 'this',
        conversation: { id: A, scope: P },
        reason: { kind: 'in-traffic' },
      });
    });
    it('tell which of two ids in the address is the conversation', () => {
      expect(locate(vendor, `${page}/${A}/${X}`, [call(P, A)])).toMatchObject({
        kind: 'this',
        conversation: { id: A, scope: P },
        reason: { kind: 'in-path' },
      });
    });
    test.each(foreign)('leave out %s', (address) => {
      expect(locate(vendor, `${page}/`, [address]).kind).toBe('none');
    });
    it('without an id, or with half of one, come to nothing', () => {
      const calls = [
        call(P, ''),
        call(P, 'new'),
        call(P, A.slice(2)),
        call(P, `${A}x`),
        'nonsense',
      ];
      expect(locate(vendor, `${page}/`, calls).kind).toBe('none');
    });
    it('keep the conversation where only its scope is malformed', () => {
      expect(locate(vendor, `${page}/`, [call('mine', A)])).toMatchObject({
        kind: 'this',
        conversation: { id: A, scope: null },
      });
    });
  });
});
