import type { Finding } from '../domain/evidence';
import { type Site, sites } from '../vendors/site';
import { sentenceOf } from './recognition';
import { sayList, speak } from './speak';

/** Every vendor's name in one text: "ClarityQ and Clarifeye". */
export function vendorNames(type: 'conjunction' | 'disjunction'): string {
  return sayList(
    sites.map(({ label }) => label),
    type,
  );
}

/** Why a finding came about, as a sentence in the browser's language. */
export function whyOf(finding: Finding, site: Site | null | undefined): string {
  return speak(
    sentenceOf({
      reason: finding.reason,
      conversation: finding.kind === 'this' ? finding.conversation : null,
      site,
      vendors: vendorNames('conjunction'),
    }),
  );
}
