import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_POLICY } from '../../../src/domain/policy';
import { preferences as preferencesShape, readMessage } from '../../../src/messages/contract';
import { alters, difference, preferring } from '../../../src/pages/transfer/difference';
import { readFile } from '../../../src/pages/transfer/settingsFile';
import { fits } from '../../../src/vendors/shape';
import { almost, CASES, json } from './cases';

const connection = {
  vendor: 'clarifeye',
  name: 'People handbook',
  origin: 'https://eu.app.clarifeye.ai',
  scope: '8d4c2b10-6e9f-4c3a-b7d5-91e0a4f6c801',
  scopeName: 'Handbooks',
  actAs: 'boss@northwind.example',
};
const FILE = {
  verdict: 'settings',
  version: 1,
  connections: [connection, { ...connection, vendor: 'clarityq', actAs: null }],
  preferences: {
    keepMonths: 6,
    watchMinutes: 5,
    reasons: { clarityq: { good: ['Right'], bad: ['Wrong'] } },
  },
};
const PRESENT = {
  connections: [],
  preferences: { keepMonths: null, watchMinutes: 2 },
  policy: NO_POLICY,
};

test('a settings file ends in a sentence, or in what the worker takes', async () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.oneof(json, almost(FILE)).map((value) => JSON.stringify(value)),
  );
  const run = async (text: string): Promise<void> => {
    const found = await readFile(new Blob([text]));
    if (!found.ok) {
      expect(found.why.key).toMatch(/^transfer/);
      return;
    }
    const changes = difference(found.file, PRESENT);
    for (const change of changes.filter(alters)) {
      if (change.kind === 'add') {
        const draft = { kind: 'saveConnection', ...change.connection, id: null, key: null };
        expect(readMessage(draft)).toEqual(draft);
      }
      if (change.kind === 'prefer') {
        const chosen = preferring(PRESENT.preferences, change, 'to');
        expect(fits(preferencesShape, chosen)).toBe(true);
      }
    }
  };
  await fc.assert(fc.asyncProperty(texts, run), CASES);
});
