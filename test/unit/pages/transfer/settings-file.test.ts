import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConnectionView, Preferences } from '../../../../src/messages/view';
import {
  exported,
  LARGEST_FILE,
  parsed,
  type SettingsFile,
} from '../../../../src/pages/transfer/settingsFile';

const connection = {
  vendor: 'clarifeye',
  name: 'People handbook',
  origin: 'https://eu.app.clarifeye.ai',
  scope: '8d4c2b10-6e9f-4c3a-b7d5-91e0a4f6c801',
  scopeName: null,
  actAs: null,
};
const preferences: Preferences = {
  keepMonths: 6,
  watchMinutes: 5,
  reasons: { clarityq: { good: ['Right'], bad: [] } },
};
const file = (change: object = {}) =>
  JSON.stringify({
    verdict: 'settings',
    version: 1,
    connections: [connection],
    preferences,
    ...change,
  });
const read = (text: string): SettingsFile => {
  const found = parsed(text);
  return found.ok ? found.file : expect.fail(found.why.key);
};

describe('a settings file', () => {
  it('brings back what was handed out, without keys, ids and what the vendor told', () => {
    const shown = {
      ...connection,
      ...{ id: 'c1', vendorLabel: 'Clarifeye', hasKey: true, policy: null },
      ...{ lastResult: null, knownAs: 'mira@northwind.example', key: 'secret' },
    } as ConnectionView;
    const text = exported([shown], preferences);
    for (const word of ['secret', 'c1', 'mira@', 'knownAs', 'hasKey']) {
      expect(text).not.toContain(word);
    }
    expect(read(text)).toEqual({
      ...{ connections: [connection], preferences, unreadable: 0, wrong: [], hadKeys: false },
    });
  });

  it('keeps no key that somebody has written into it, and says so', () => {
    const found = read(file({ connections: [{ ...connection, key: 'secret' }] }));
    expect(found).toMatchObject({ connections: [connection], hadKeys: true });
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it.each([
    ['{', 'transferNotJson'],
    ['null', 'transferNotOurs'],
    ['[]', 'transferNotOurs'],
    ['{"version":1}', 'transferNotOurs'],
    [file({ version: '1' }), 'transferNotOurs'],
    [file({ version: 2 }), 'transferNewer'],
    [' '.repeat(LARGEST_FILE + 1), 'transferTooLarge'],
  ])('%.20s: one sentence', (text, key) => {
    expect(parsed(text)).toMatchObject({ ok: false, why: { key } });
  });

  it.each([
    [{ ...connection, vendor: 'nobody' }],
    [{ ...connection, vendor: 'practice' }],
    [{ ...connection, name: ' ' }],
    [{ ...connection, name: 'x'.repeat(201) }],
    [{ ...connection, origin: 7 }],
    [{ ...connection, scope: {} }],
    ['text'],
    [null],
  ])('leaves out a connection that is none, and counts it: %j', (odd) => {
    expect(read(file({ connections: [odd, connection] }))).toMatchObject({
      connections: [connection],
      unreadable: 1,
    });
  });

  it('takes fifty connections at most, and counts the rest', () => {
    const found = read(file({ connections: Array.from({ length: 60 }, () => connection) }));
    expect([found.connections.length, found.unreadable]).toEqual([50, 10]);
  });

  it.each([
    [{ keepMonths: 0 }, ['keepMonths']],
    [{ keepMonths: '6' }, ['keepMonths']],
    [{ watchMinutes: 61 }, ['watchMinutes']],
    [{ watchMinutes: 1.5 }, ['watchMinutes']],
    [{ reasons: { clarityq: { good: ['Twice', 'twice'], bad: [] } } }, ['reasons']],
    [{ reasons: { clarityq: [] } }, ['reasons']],
  ])('names preferences that cannot be used: %j', (odd, wrong) => {
    expect(read(file({ preferences: odd }))).toMatchObject({ preferences: {}, wrong });
  });

  it('whatever the text, ends in a file or a sentence', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.record({ connections: fc.jsonValue(), preferences: fc.jsonValue() }).map(file),
        ),
        (text) => {
          const found = parsed(text);
          if (!found.ok) return expect(found.why.key).toMatch(/^transfer/);
          for (const one of found.file.connections) expect(typeof one.origin).toBe('string');
        },
      ),
    );
  });
});
