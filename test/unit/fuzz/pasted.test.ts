import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explain } from '../../../src/vendors/pasted';
import { cleanId, cleanKey } from '../../../src/vendors/pastedKey';
import { sites } from '../../../src/vendors/site';
import { CASES } from './cases';

const UUID = '5b0e6f0a-3c1d-4a57-9a43-0d2f7c8e1a01';
const PIECES = [
  'https://',
  'http:',
  'app.clarityq.ai',
  'api.clarityq.ai',
  'eu.app.clarifeye.ai',
  '.evil.example',
  '@',
  ':8443',
  '/',
  '?',
  '#',
  '=',
  '%2F',
  '%',
  '\\',
  UUID,
  UUID.toUpperCase(),
  'conversations',
  'projects',
  'curl -H ',
  "'X-API-Key: cq_live_7Hd2mQx9'",
  'Authorization: Bearer ',
  'Token ',
  '\n',
  '\\\n',
  '\u202e',
  '\u0000',
  '🙂',
  '"',
];
const pasted = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5 })), { maxLength: 12 })
    .map((all) => all.join('')),
);

test('a pasted key is a key that a header can carry, or none', () => {
  fc.assert(
    fc.property(pasted, (text) => {
      const found = cleanKey(text);
      if (found === null) return;
      expect(found.key).toMatch(/^(Token )?[!-~]+$/);
      expect(() => new Headers({ 'X-API-Key': found.key })).not.toThrow();
    }),
    CASES,
  );
});

test('a pasted id is a uuid in lower case, or none', () => {
  fc.assert(
    fc.property(pasted, (text) => {
      const id = cleanId(text);
      if (id !== null) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    }),
    CASES,
  );
});

test('a pasted address comes to a conversation of the vendors’ own servers, or to a reason', () => {
  const servers = /^https:\/\/([a-z0-9-]+\.)+(clarityq\.ai|clarifeye\.(ai|io))$/;
  fc.assert(
    fc.property(pasted, (text) => {
      const found = JSON.stringify(explain(text, sites));
      for (const [, origin] of found.matchAll(/"origin":"([^"]*)"/g))
        expect(origin).toMatch(servers);
    }),
    CASES,
  );
});

test('an address that is none of a vendor’s is found by no site', () => {
  const host = fc.constantFrom(
    'evil.example',
    'notclarityq.ai',
    'app.clarityq.ai.evil.example',
    'docs.clarityq.ai',
  );
  fc.assert(
    fc.property(host, pasted, (name, rest) => {
      const address = `https://${name}/${rest.replaceAll('@', '')}`;
      for (const site of sites) {
        const found = site.locate({ address, calls: [] });
        expect(JSON.stringify(found)).not.toContain('"kind":"this"');
      }
    }),
    CASES,
  );
});
