import { describe, expect, it } from 'vitest';
import { NO_POLICY, type Policy } from '../../../src/domain/policy';
import type { ConnectionView } from '../../../src/messages/view';
import { diagnosticsOf, type Sources } from '../../../src/pages/options/diagnostics';
import { storedEntry } from '../../e2e/seeded.ts';

const AT = Date.UTC(2026, 10, 21, 9);
const SECRETS = [
  'secret-key',
  'a word too many',
  'mira@northwind.example',
  'Mira',
  'acme',
  'June dip',
];

const connection: ConnectionView = {
  id: 'c1',
  vendor: 'clarifeye',
  vendorLabel: 'Clarifeye',
  name: 'Mira’s secret-key',
  origin: 'https://acme.clarifeye.io',
  scope: '8d4c2b10-6e9f-4c3a-b7d5-91e0a4f6c801',
  scopeName: 'acme handbook',
  actAs: 'mira@northwind.example',
  hasKey: true,
  lastResult: {
    at: AT,
    failure: { kind: 'rejected', status: 422, message: 'mira@northwind.example may not' },
  },
  knownAs: 'mira@northwind.example',
  policy: null,
};

const POLICY: Policy = {
  ...NO_POLICY,
  present: true,
  connections: [{ ...connection, id: 'policy clarifeye' }],
  origins: ['https://acme.clarifeye.io'],
  preferences: { keepMonths: null, reasons: { clarityq: { good: ['acme'], bad: [] } } },
  problems: [{ field: 'mira@northwind.example', why: 'unknown' }],
};

function sources(change: Partial<Sources> = {}): Sources {
  const entry = storedEntry(AT, {
    page: { title: 'June dip in EMEA', address: 'https://app.clarityq.ai/acme' },
    question: 'What did Mira ask?',
    intent: { rating: 'bad', comment: 'a word too many' },
    steps: [
      { at: AT - 2, what: 'pressed', feedback: { rating: 'bad', comment: 'a word too many' } },
      { at: AT - 1, what: 'failed', failure: 'vendor-down' },
    ],
  });
  return {
    at: AT,
    version: '0.1.0',
    browser: 'Chrome/156',
    language: 'en-GB',
    access: { 'https://*.clarityq.ai/*': true, 'https://*.clarifeye.ai/*': false },
    knownOrigins: ['https://eu.app.clarifeye.ai'],
    connections: { ok: true, value: [connection] },
    journal: { ok: true, value: { rows: [entry], next: null, total: 7, known: null } },
    unsettled: { ok: true, value: { waiting: 1, needsPerson: 2, drafts: 3 } },
    preferences: { ok: true, value: { keepMonths: null, watchMinutes: 2 } },
    protection: { ok: true, value: { passphrase: true, locked: false, lockAfter: 60 } },
    notices: {
      ok: true,
      value: { unreadableSettings: 0, unreadableEntries: 1, vanished: false },
    },
    policy: { ok: true, value: POLICY },
    ...change,
  };
}

describe('diagnostics', () => {
  it('tell versions, access, counts, settings and the last failures', () => {
    expect(JSON.parse(diagnosticsOf(sources()))).toMatchObject({
      at: '2026-11-21T09:00:00.000Z',
      verdict: '0.1.0',
      browser: 'Chrome/156',
      siteAccess: { 'https://*.clarifeye.ai/*': false },
      connections: [{ vendor: 'clarifeye', hasKey: true, lastResult: { failure: 'rejected' } }],
      ledger: {
        entries: 7,
        unsettled: { waiting: 1, needsPerson: 2, drafts: 3 },
        unreadable: { entries: 1 },
      },
      settings: { chosen: { watchMinutes: 2 }, passphrase: { isSet: true, lockAfter: 60 } },
      lastFailures: [
        { at: '2026-11-21T08:59:59.999Z', vendor: 'clarityq', failure: 'vendor-down' },
      ],
    });
  });

  it('tell whether there is a policy, and the names of what it sets', () => {
    expect(JSON.parse(diagnosticsOf(sources())).policy).toEqual({
      present: true,
      sets: ['connections', 'allowedHosts', 'keepMonths', 'reasons'],
      fieldsThatDoNotHold: 1,
    });
    const none = sources({ policy: { ok: true, value: NO_POLICY } });
    expect(JSON.parse(diagnosticsOf(none)).policy).toEqual({
      ...{ present: false, sets: [], fieldsThatDoNotHold: 0 },
    });
  });

  it.each(SECRETS)('hold nothing of a person: %s', (secret) => {
    expect(JSON.stringify(sources())).toContain(secret);
    expect(diagnosticsOf(sources())).not.toContain(secret);
  });

  it('name a server that Options offers, and nobody’s own', () => {
    const origin = 'https://eu.app.clarifeye.ai';
    const known = sources({ connections: { ok: true, value: [{ ...connection, origin }] } });
    expect(diagnosticsOf(known)).toContain(origin);
    expect(diagnosticsOf(sources())).toContain('own server');
  });

  it('tell the latest twenty failures, the last first', () => {
    const steps = Array.from({ length: 30 }, (_, at) => ({
      at,
      what: 'failed' as const,
      failure: 'timeout' as const,
    }));
    const rows = [storedEntry(AT, { steps })];
    const many = sources({
      journal: { ok: true, value: { rows, next: null, total: 1, known: null } },
    });
    const { lastFailures } = JSON.parse(diagnosticsOf(many));
    expect(lastFailures).toHaveLength(20);
    expect(lastFailures[0].at).toBe(new Date(29).toISOString());
  });

  it('say what could not be asked', () => {
    const refused = { ok: false, refusal: 'storage-failed' } as const;
    const broken = sources({
      ...{ connections: refused, journal: refused, unsettled: refused },
      ...{ preferences: refused, protection: refused, notices: refused, policy: refused },
    });
    expect(JSON.parse(diagnosticsOf(broken))).toMatchObject({
      connections: 'refused: storage-failed',
      ledger: { entries: 'refused: storage-failed' },
      policy: 'refused: storage-failed',
      lastFailures: null,
    });
  });
});
