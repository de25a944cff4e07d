import { describe, expect, it } from 'vitest';
import messages from '../../../public/_locales/en/messages.json';
import type { Failure, FailureKind } from '../../../src/domain/failure';
import type { Line } from '../../../src/pages/line';
import { type Diagnosis, diagnose, type Tested } from '../../../src/pages/options/diagnosis';
import { domains } from '../../../src/pages/options/place';
import { clarifeye } from '../../../src/vendors/clarifeye/site';
import { clarityq } from '../../../src/vendors/clarityq/site';
import type { Site } from '../../../src/vendors/site';

function english({ key, parts }: Line): string {
  return messages[key].message.replace(/\$(\d)/g, (_, digit) => {
    const part = parts[Number(digit) - 1] ?? '';
    return typeof part === 'object' ? english(part) : String(part);
  });
}

function read(diagnosis: Diagnosis): string[] {
  return [diagnosis.finding, ...diagnosis.next].map(english);
}

function tested(site: Site, scope: string | null = null, origin?: string): Tested {
  return {
    site,
    origin: origin ?? site.form.regions[0]?.origin ?? '',
    scope,
    words: {
      duration: (milliseconds) => `${milliseconds / 1000} seconds`,
      seconds: (milliseconds) => (milliseconds / 1000).toFixed(1),
      scopes: (count) => `${count} projects.`,
      hosts: domains(site).join(' or '),
    },
  };
}

function failure(of: Failure, about: Tested): string[] {
  return read(diagnose({ ok: false, failure: of }, about));
}

const PRODUCT = '5b0f3c1e-8a6d-4c42-9d17-2f6e0a9b7c31';

describe('an accepted key', () => {
  it('says what ClarityQ cannot tell', () => {
    const result = { ok: true, accepted: { person: null, scopes: null }, tookMs: 412 } as const;
    expect(read(diagnose(result, tested(clarityq, PRODUCT)))).toEqual([
      'Accepted by ClarityQ for this product',
      'Answered in 0.4 s. Nothing was written. ClarityQ does not say who a key belongs to; your first feedback will confirm it.',
    ]);
  });

  it('names the person, the region and the projects where the vendor tells them', () => {
    const scopes = [
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B' },
    ];
    const accepted = { person: 'Mira Lind', scopes };
    expect(read(diagnose({ ok: true, accepted, tookMs: 90 }, tested(clarifeye)))).toEqual([
      'Accepted by Clarifeye',
      'You are Mira Lind, EU. 2 projects.',
    ]);
  });

  it('does not call a project accepted that the key does not list', () => {
    const accepted = { person: null, scopes: [{ id: 'a', name: 'A' }] };
    const diagnosis = diagnose({ ok: true, accepted, tookMs: 90 }, tested(clarifeye, 'b'));
    expect(diagnosis.tone).toBe('notice');
    expect(english(diagnosis.finding)).toBe('Accepted by Clarifeye, but it lists no such project');
  });
});

describe('a failed test', () => {
  it('tells how to see the right region, and never points at the one that was tried', () => {
    const eu = failure({ kind: 'key-refused' }, tested(clarifeye));
    expect(eu).toContain('If your address bar shows us.app.clarifeye.ai, choose US.');
    expect(eu.join(' ')).not.toContain('choose EU');
    const us = failure(
      { kind: 'key-refused' },
      tested(clarifeye, null, 'https://us.app.clarifeye.ai'),
    );
    expect(us).toContain('If your address bar shows eu.app.clarifeye.ai, choose EU.');
    expect(us.join(' ')).not.toContain('choose US');
  });

  it('has no region to offer where the vendor has one server', () => {
    expect(failure({ kind: 'key-refused' }, tested(clarityq, PRODUCT)).join(' ')).not.toContain(
      'address bar',
    );
  });

  it("passes on the vendor's own words about a malformed id", () => {
    const said = failure(
      { kind: 'rejected', status: 422, message: 'not a valid uuid' },
      tested(clarityq, PRODUCT),
    );
    expect(said[0]).toBe('ClarityQ does not take this Product ID');
    expect(said).toContain('ClarityQ says: “not a valid uuid”');
  });

  it('names the host to allow, and only a withheld host can be allowed', () => {
    const withheld = diagnose(
      { ok: false, failure: { kind: 'access-withheld', host: 'eu.app.clarifeye.ai' } },
      tested(clarifeye),
    );
    expect(withheld.allow).toBe('eu.app.clarifeye.ai');
    expect(read(withheld)).toContain('Allow eu.app.clarifeye.ai to test it.');
    expect(
      diagnose({ ok: false, failure: { kind: 'unreachable' } }, tested(clarifeye)).allow,
    ).toBeNull();
  });

  it('names the hosts a key may go to', () => {
    expect(failure({ kind: 'outside-vendor', host: 'evil.example' }, tested(clarifeye))).toEqual([
      'No Clarifeye at this address',
      'Use a host under clarifeye.ai or clarifeye.io.',
    ]);
  });

  it('says how long to wait, or that nobody says', () => {
    expect(failure({ kind: 'rate-limited', retryAfterMs: 30_000 }, tested(clarifeye))).toContain(
      'Clarifeye asks to wait 30 seconds.',
    );
    expect(failure({ kind: 'rate-limited', retryAfterMs: null }, tested(clarifeye))).toContain(
      'Clarifeye asks to wait and does not say how long.',
    );
  });

  it('tells these outcomes apart, each with a next step', () => {
    const failures: Failure[] = [
      { kind: 'key-refused' },
      { kind: 'no-access' },
      { kind: 'rejected', status: 422, message: '' },
      { kind: 'outside-vendor', host: 'x.example' },
      { kind: 'unreachable' },
      { kind: 'offline' },
      { kind: 'timeout' },
      { kind: 'vendor-down', status: 503 },
      { kind: 'rate-limited', retryAfterMs: 1 },
      { kind: 'access-withheld', host: 'api.clarityq.ai' },
      { kind: 'intercepted' },
      { kind: 'unreadable-reply', why: 'not-json' },
      { kind: 'redirected' },
      { kind: 'locked' },
      { kind: 'interrupted' },
    ];
    const findings = failures.map((each) => failure(each, tested(clarityq, PRODUCT)));
    expect(new Set(findings.map(([finding]) => finding)).size).toBe(failures.length);
    for (const said of findings) expect(said.length).toBeGreaterThan(1);
  });

  it('has a sentence for a failure that no test should meet', () => {
    const odd: FailureKind[] = ['not-ready', 'answer-failed', 'cannot-tell-own-row'];
    for (const kind of odd) {
      expect(failure({ kind } as Failure, tested(clarityq))[0]).toBe('The test did not finish');
    }
  });
});
