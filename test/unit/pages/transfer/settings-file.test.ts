import { describe, expect, it } from 'vitest';
import type { ConnectionView, Preferences } from '../../../../src/messages/view';
import {
  exported,
  LARGEST_FILE,
  MOST_CONNECTIONS,
  readFile,
  type SettingsFile,
} from '../../../../src/pages/transfer/settingsFile';

const connection = {
  vendor: 'clarifeye',
  name: 'People handbook',
  origin: 'https://eu.app.clarifeye.ai',
  scope: '8d4c2b10-6e9f-4c3a-b7d5-91e0a4f6c801',
  scopeName: 'Handbooks',
  actAs: 'boss@northwind.example',
};
const product = {
  ...{ vendor: 'clarityq', name: 'Retail', origin: 'https://api.clarityq.ai' },
  ...{ scope: connection.scope, scopeName: null, actAs: null },
};
const preferences: Preferences = {
  keepMonths: 6,
  watchMinutes: 5,
  reasons: { clarityq: { good: ['Right'], bad: [] } },
};
const whole = { verdict: 'settings', version: 1, connections: [connection], preferences };
const file = (change: object = {}) => JSON.stringify({ ...whole, ...change });
const read = async (text: string): Promise<SettingsFile> => {
  const found = await readFile(new Blob([text]));
  return found.ok ? found.file : expect.fail(found.why.key);
};

describe('a settings file', () => {
  const shown = {
    ...connection,
    ...{ id: 'c1', vendorLabel: 'Clarifeye', hasKey: true, policy: null },
    ...{ lastResult: null, knownAs: 'mira@northwind.example', key: 'secret' },
  } as ConnectionView;
  const given = { ...shown, name: 'For all', policy: 'given' } as const;

  it('brings back what was handed out, without keys, ids and what the vendor told', async () => {
    const text = exported([shown], preferences, { preferences: {} });
    for (const word of ['secret', 'c1', 'mira@', 'knownAs', 'hasKey']) {
      expect(text).not.toContain(word);
    }
    expect(await read(text)).toEqual({
      ...{ connections: [connection], preferences, unreadable: 0, wrong: [], hadKeys: false },
    });
  });

  it('holds nothing that the organisation has set', async () => {
    const set = { keepMonths: 6, reasons: { clarityq: { good: ['Right'], bad: [] } } };
    const text = exported([given, shown], preferences, { preferences: set });
    const found = await read(text);
    expect(found.connections).toEqual([connection]);
    expect(found.preferences).toEqual({ watchMinutes: 5 });
  });

  it.each(['key', 'apiKey', 'access_token', 'Token'])(
    'keeps no key that somebody has written into it as %s, and says so',
    async (field) => {
      const found = await read(file({ connections: [{ ...connection, [field]: 'secret' }] }));
      expect(found).toMatchObject({ connections: [connection], hadKeys: true });
      expect(JSON.stringify(found)).not.toContain('secret');
    },
  );

  it.each([
    ['', 'transferNotJson'],
    ['{', 'transferNotJson'],
    ['['.repeat(200_000), 'transferNotJson'],
    ['null', 'transferNotOurs'],
    ['[]', 'transferNotOurs'],
    ['{"version":1}', 'transferNotOurs'],
    ['{"__proto__":{"verdict":"settings","version":1}}', 'transferNotOurs'],
    [file({ version: '1' }), 'transferNotOurs'],
    [file({ version: 0 }), 'transferNotOurs'],
    [file({ connections: {} }), 'transferNotOurs'],
    [file({ version: 2 }), 'transferNewer'],
    [file({ connections: Array(MOST_CONNECTIONS + 1).fill(connection) }), 'transferTooMany'],
    [' '.repeat(LARGEST_FILE + 1), 'transferTooLarge'],
  ])('%.20s: one sentence', async (text, key) => {
    expect(await readFile(new Blob([text]))).toMatchObject({ ok: false, why: { key } });
  });

  it('one that was moved away since it was chosen: one sentence', async () => {
    const gone = { size: 10, text: () => Promise.reject(new Error('gone')) } as unknown as Blob;
    expect(await readFile(gone)).toMatchObject({ ok: false, why: { key: 'transferNotJson' } });
  });

  it('a file made elsewhere may begin with a byte order mark', async () => {
    expect((await read(`\uFEFF${file()}`)).connections).toEqual([connection]);
  });

  it.each([
    { ...connection, vendor: 'nobody' },
    { ...connection, vendor: 'practice' },
    { ...connection, vendor: '__proto__' },
    { ...connection, name: ' ' },
    { ...connection, name: 'x'.repeat(81) },
    { ...connection, origin: 7 },
    { ...connection, origin: 'x'.repeat(301) },
    { ...connection, scope: {} },
    { ...connection, scope: '../projects' },
    { ...connection, actAs: 'a@b\r\nX-Other: 1' },
    { ...connection, actAs: 7 },
    { ...product, scope: null },
    { ...product, actAs: 'boss@northwind.example' },
    ['text'],
    null,
  ])('leaves out what could not be typed in, and counts it: %j', async (odd) => {
    expect(await read(file({ connections: [odd, product] }))).toMatchObject({
      connections: [product],
      unreadable: 1,
    });
  });

  it('ids come in one spelling, and names without what turns or breaks a line', async () => {
    const typed = {
      ...{ ...connection, scope: connection.scope.toUpperCase() },
      ...{ name: '\u202eevil\u2069\n name ', scopeName: 'a\u0000b' },
    };
    expect((await read(file({ connections: [typed] }))).connections).toEqual([
      { ...connection, name: 'evil name', scopeName: 'ab' },
    ]);
  });

  it.each([
    [{ keepMonths: 0 }, ['keepMonths']],
    [{ keepMonths: '6' }, ['keepMonths']],
    [{ watchMinutes: 61 }, ['watchMinutes']],
    [{ watchMinutes: 1.5 }, ['watchMinutes']],
    [{ watchMinutes: null }, ['watchMinutes']],
    [{ reasons: { clarityq: { good: ['Twice', 'twice'], bad: [] } } }, ['reasons']],
    [{ reasons: { clarityq: [] } }, ['reasons']],
    [{ reasons: { clarityq: { good: Array(13).fill('x'), bad: [] } } }, ['reasons']],
  ])('names preferences that cannot be used: %j', async (odd, wrong) => {
    expect(await read(file({ preferences: odd }))).toMatchObject({ preferences: {}, wrong });
  });
});
