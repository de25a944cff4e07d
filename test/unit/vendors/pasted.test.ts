import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { explain } from '../../../src/vendors/pasted';
import { siteById, sites } from '../../../src/vendors/site';
import { A, APPS, B, P, PLACES, Q, STRANGERS } from './addresses';

describe('a pasted address', () => {
  it('comes to what a page there would come to, at its own vendor', () => {
    for (const [vendor, hosts] of Object.entries(APPS)) {
      for (const [host] of hosts) {
        for (const [place] of PLACES) {
          const address = `https://${host}${place}`;
          const site = siteById(vendor);
          const finding = site?.locate({ address, calls: [] });
          expect(explain(address, sites)).toEqual({ site, finding });
          expect(explain(address, [...sites].reverse())).toEqual({ site, finding });
        }
      }
    }
  });

  test.each([
    ['without https://', `app.clarityq.ai/c/${A}`],
    ['with blanks and line breaks around it', `\n  https://app.clarityq.ai/c/${A}\t`],
    ['in a sentence', `Please look at https://app.clarityq.ai/c/${A}, the figures are off.`],
    ['in angle brackets', `<https://app.clarityq.ai/c/${A}>`],
    ['in quotes', `"app.clarityq.ai/c/${A}"`],
    ['in Markdown', `[Chat](https://app.clarityq.ai/c/${A})`],
  ])('%s', (_how, text) => {
    expect(explain(text, sites)).toMatchObject({
      site: { id: 'clarityq' },
      finding: { kind: 'this', conversation: { vendor: 'clarityq', id: A } },
    });
  });

  test.each(STRANGERS)('at %s is nobody’s', (origin) => {
    const { site, finding } = explain(`${origin}/c/${A}`, sites);
    expect(site).toBeNull();
    expect(finding.kind).toBe('none');
  });

  it("of the vendor's other sites names the vendor and why not", () => {
    expect(explain(`https://docs.clarityq.ai/c/${A}`, sites)).toMatchObject({
      site: { id: 'clarityq' },
      finding: { kind: 'none', reason: { kind: 'not-the-app', excerpt: 'docs.clarityq.ai' } },
    });
    expect(explain(`http://app.clarityq.ai/c/${A}`, sites)).toMatchObject({
      finding: { kind: 'none', reason: { kind: 'not-the-app' } },
    });
  });

  it('of nobody names its host', () => {
    expect(explain('https://example.org/c/1', sites)).toEqual({
      site: null,
      finding: { kind: 'none', reason: { kind: 'not-a-vendor', excerpt: 'example.org' } },
    });
  });
});

describe('a pasted id', () => {
  it('may belong to every server that is known', () => {
    const { site, finding } = explain(` ${A.toUpperCase()}\n`, sites);
    expect(site).toBeNull();
    expect(finding).toEqual({
      kind: 'several',
      conversations: sites.flatMap(({ id, form }) =>
        form.regions.map(({ origin }) => ({ vendor: id, origin, scope: null, id: A })),
      ),
      reason: { kind: 'pasted-id', excerpt: A },
    });
  });

  it('belongs to the one connection there is', () => {
    const place = { vendor: 'clarityq', origin: 'https://api.clarityq.ai', scope: P };
    expect(explain(A, sites, [place])).toEqual({
      site: siteById('clarityq'),
      finding: {
        kind: 'this',
        conversation: { ...place, id: A },
        reason: { kind: 'pasted-id', excerpt: A },
      },
    });
  });

  it('leaves the product open where two connections to one server differ in it', () => {
    const server = { vendor: 'clarityq', origin: 'https://api.clarityq.ai' };
    const places = [P, Q, P].map((scope) => ({ ...server, scope }));
    expect(explain(A, sites, places).finding).toMatchObject({
      kind: 'this',
      conversation: { ...server, scope: null, id: A },
    });
    const same = [P, P].map((scope) => ({ ...server, scope }));
    expect(explain(A, sites, same).finding).toMatchObject({ conversation: { scope: P } });
  });

  it('may belong to each server of one vendor, which is then known', () => {
    const origins = ['https://eu.app.clarifeye.ai', 'https://acme.clarifeye.io'];
    const places = origins.map((origin) => ({ vendor: 'clarifeye', origin, scope: null }));
    const { site, finding } = explain(`conversation: ${A}`, sites, places);
    expect(site?.id).toBe('clarifeye');
    expect(finding).toMatchObject({ kind: 'several', conversations: places });
  });

  it('comes to nothing where there is no connection', () => {
    expect(explain(A, sites, []).finding.kind).toBe('none');
  });

  test.each(['', '  ', 'hello', 'revenue by region', `${A} ${B}`, A.slice(1), '12345', '://'])(
    '"%s" is none',
    (text) => {
      expect(explain(text, sites)).toEqual({
        site: null,
        finding: { kind: 'none', reason: { kind: 'not-an-address', excerpt: '' } },
      });
    },
  );

  it('never makes it throw, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.uuid(),
      fc.constantFrom('https://', 'app.clarityq.ai', '/', '?', '#', '%', '@', ':', ' ', '['),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        expect(['this', 'several', 'none']).toContain(explain(pieces.join(''), sites).finding.kind);
      }),
      { numRuns: 500 },
    );
  });
});
