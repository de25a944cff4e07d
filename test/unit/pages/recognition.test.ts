import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../src/domain/conversation';
import type { Reason } from '../../../src/domain/evidence';
import { line } from '../../../src/pages/line';
import { sentenceOf } from '../../../src/pages/recognition';
import { clarifeye } from '../../../src/vendors/clarifeye/site';
import { clarityq } from '../../../src/vendors/clarityq/site';
import type { Site } from '../../../src/vendors/site';

function about(kind: Reason['kind'], site?: Site, scope: string | null = null) {
  const conversation: Conversation | null = site
    ? { vendor: site.id, origin: '', scope, id: '' }
    : null;
  return sentenceOf({
    reason: { kind, excerpt: '' },
    conversation,
    site,
    vendors: 'ClarityQ or Clarifeye',
  });
}

describe('why a conversation was recognised', () => {
  it('says product or project only where the address named one', () => {
    expect(about('in-path', clarityq, 'x')).toEqual(line('reasonPathScope', line('reasonProduct')));
    expect(about('in-path', clarifeye, 'x')).toEqual(
      line('reasonPathScope', line('reasonProject')),
    );
    expect(about('in-path', clarityq)).toEqual(line('reasonPath'));
  });

  it("names the vendor whose other site it is, and all of them on somebody else's", () => {
    expect(about('not-the-app', clarityq)).toEqual(line('reasonNotTheApp', 'ClarityQ'));
    expect(about('not-a-vendor')).toEqual(line('reasonNotAVendor', 'ClarityQ or Clarifeye'));
  });

  it('has a sentence of its own for every reason', () => {
    const kinds: Reason['kind'][] = [
      'in-path',
      'in-query',
      'in-hash',
      'in-traffic',
      'pasted-id',
      'several-in-address',
      'several-in-traffic',
      'no-conversation',
      'not-the-app',
      'not-a-vendor',
      'not-an-address',
    ];
    const found = (kind: Reason['kind']) => !/^(several|no)/.test(kind);
    const keys = kinds.map((kind) => about(kind, found(kind) ? clarityq : undefined).key);
    expect(new Set(keys).size).toBe(kinds.length);
  });

  it('says so where the page names another product or project, with both', () => {
    const contradicted = (site: Site, otherScope: string) =>
      sentenceOf({
        reason: { kind: 'in-query', excerpt: '', otherScope },
        conversation: { vendor: site.id, origin: '', scope: 'used', id: '' },
        site,
        vendors: '',
      });
    const why = line('reasonQuery');
    expect(contradicted(clarityq, 'other')).toEqual(
      line('reasonScopes', why, line('reasonProduct'), 'used', 'other'),
    );
    expect(contradicted(clarifeye, 'other')).toEqual(
      line('reasonScopes', why, line('reasonProject'), 'used', 'other'),
    );
  });

  it('says that the person chose, once they did', () => {
    expect(about('several-in-address', clarityq)).toEqual(line('reasonPicked'));
    expect(about('several-in-traffic', clarityq)).toEqual(line('reasonPicked'));
  });
});
