import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { governed, policyOf, readPolicy } from '../../../src/background/policy';
import { watchLimitMs } from '../../../src/background/settings';
import { allows, NO_POLICY, type Policy } from '../../../src/domain/policy';
import { sites } from '../../../src/vendors/site';
import { connection, newSettings } from './stores';

const PRODUCT = '7d1e40c2-5b8a-4f3d-9c61-0e2f7a9bc204';
const CQ = { vendor: 'clarityq', name: 'Retail', product: PRODUCT };
const CF = { vendor: 'clarifeye', name: 'Handbook', region: 'EU' };
const root = join(import.meta.dirname, '..', '..', '..');

const policy = (raw: object): Policy => readPolicy(raw, sites);
const problems = (raw: object) => policy(raw).problems.map(({ field, why }) => `${field}: ${why}`);

describe('what an administrator may write', () => {
  const samples = [
    ...readFileSync(join(root, '.github/TEAMS.md'), 'utf8').matchAll(/```json\n([^`]+)```/g),
  ].map(([, text]) => JSON.parse(text ?? ''));

  test('the samples for both browsers are read, every field of them', () => {
    const [chrome, firefox] = samples;
    const read = [
      policy(Object.values(chrome['3rdparty'].extensions)[0] as object),
      policy(firefox.policies['3rdparty'].Extensions['verdict@verdict-feedback.example']),
    ];
    expect(read.map((one) => one.problems)).toEqual([[], []]);
    expect(read[0]).toMatchObject({
      present: true,
      passphrase: true,
      firstRun: false,
      vendors: ['clarityq', 'clarifeye'],
      origins: ['https://api.clarityq.ai', 'https://eu.app.clarifeye.ai'],
      preferences: {
        keepMonths: 12,
        watchMinutes: 2,
        reasons: { clarityq: { good: ['Right figures'], bad: { length: 2 } } },
      },
    });
    expect(read.map(({ connections }) => connections.map(({ origin }) => origin))).toEqual([
      ['https://api.clarityq.ai', 'https://eu.app.clarifeye.ai'],
      ['https://help.clarifeye.io'],
    ]);
    expect(read[1]?.connections[0]?.actAs).toBe('support@example.com');
  });

  test('Chrome’s schema names the very fields that are read', () => {
    const schema = JSON.parse(readFileSync(join(root, 'public/managed-schema.json'), 'utf8'));
    const whole = Object.fromEntries(Object.keys(schema.properties).map((name) => [name, 1]));
    expect(problems(whole).filter((line) => line.endsWith('unknown'))).toEqual([]);
    const { key, ...fields } = schema.properties.connections.items.properties;
    const names = Object.keys(fields);
    const given = Object.fromEntries(names.map((name) => [name, 'x']));
    const strays = problems({ connections: [{ ...given, key: 'k' }] });
    expect(strays.filter((line) => /unknown|: key/.test(line))).toEqual(['connections 1 key: key']);
  });

  test('nothing is no policy', () => {
    expect(policy({})).toEqual(NO_POLICY);
  });

  test('no months at all stand for ever', () => {
    expect(policy({ keepMonths: 0 }).preferences).toEqual({ keepMonths: null });
  });
});

describe('what cannot be read is told of field by field, and the rest holds', () => {
  test.each<[object, string[]]>([
    [{ keepMonths: 121 }, ['keepMonths: unreadable']],
    [{ keepMonths: '6' }, ['keepMonths: unreadable']],
    [{ watchMinutes: 0 }, ['watchMinutes: unreadable']],
    [{ watchMinutes: 1.5 }, ['watchMinutes: unreadable']],
    [{ passphraseRequired: 'yes' }, ['passphraseRequired: unreadable']],
    [{ firstRunPage: null }, ['firstRunPage: unreadable']],
    [{ keepMonth: 6 }, ['keepMonth: unknown']],
    [{ apiKey: 'sk-1' }, ['apiKey: key']],
    [{ allowedVendors: 'clarityq' }, ['allowedVendors: unreadable']],
    [
      { allowedVendors: ['clarityq', 'evilq', 7] },
      ['allowedVendors 2: vendor', 'allowedVendors 3: vendor'],
    ],
    [{ allowedHosts: ['api.clarityq.ai', 'evil.example'] }, ['allowedHosts 2: outside']],
    [{ allowedHosts: ['api.clarityq.ai@evil.example'] }, ['allowedHosts 1: outside']],
    [{ reasons: [] }, ['reasons: unreadable']],
    [{ reasons: { evilq: { good: [], bad: [] } } }, ['reasons evilq: vendor']],
    [{ reasons: { clarityq: ['fine'] } }, ['reasons clarityq: unreadable']],
    [
      { reasons: { clarityq: { good: ['x'.repeat(61)], bad: [] } } },
      ['reasons clarityq: unreadable'],
    ],
    [
      { reasons: { clarityq: { good: [], bad: Array(13).fill('a') } } },
      ['reasons clarityq: unreadable'],
    ],
    [{ connections: {} }, ['connections: unreadable']],
    [{ connections: Array(51).fill(CQ) }, ['connections: unreadable']],
    [{ connections: ['x'] }, ['connections 1 0: unknown', 'connections 1 vendor: vendor']],
    [{ connections: [null] }, ['connections 1 vendor: vendor']],
    [{ connections: [{ ...CQ, name: ' ' }] }, ['connections 1 name: unreadable']],
    [{ connections: [{ ...CQ, product: 'retail' }] }, ['connections 1 product: unreadable']],
    [{ connections: [{ ...CQ, product: undefined }] }, ['connections 1 product: unreadable']],
    [{ connections: [{ ...CQ, vendor: 'evilq' }] }, ['connections 1 vendor: vendor']],
    [{ connections: [{ ...CF, region: 'Mars' }] }, ['connections 1 region: unreadable']],
    [{ connections: [{ ...CF, region: undefined }] }, ['connections 1 region: unreadable']],
    [
      { connections: [{ ...CF, server: 'clarifeye.ai.evil.example' }] },
      ['connections 1 server: outside'],
    ],
    [
      { connections: [{ ...CQ, server: 'eu.app.clarifeye.ai' }] },
      ['connections 1 server: outside'],
    ],
    [{ connections: [{ ...CF, actAs: 'a\r\nX-Evil: 1@x' }] }, ['connections 1 actAs: unreadable']],
    [{ connections: [CQ, { ...CQ, name: 'Again' }] }, ['connections 2: twice']],
    [{ connections: [CQ, CF], allowedVendors: ['clarifeye'] }, ['connections 1: barred']],
    [
      { connections: [{ ...CF, region: 'US' }], allowedHosts: ['eu.app.clarifeye.ai'] },
      ['connections 1: barred'],
    ],
  ])('%j', (raw, told) => {
    expect(problems(raw)).toEqual(told);
    const more = policy({
      ...raw,
      watchMinutes: (raw as { watchMinutes?: number }).watchMinutes ?? 7,
    });
    if (!('watchMinutes' in raw)) expect(more.preferences.watchMinutes).toBe(7);
  });

  test('a key is refused and said; its connection holds without it', () => {
    const read = policy({ connections: [{ ...CQ, key: 'sk-secret', accessToken: 't-secret' }] });
    expect(read.problems).toEqual([
      { field: 'connections 1 key', why: 'key' },
      { field: 'connections 1 accessToken', why: 'key' },
    ]);
    expect(read.connections).toHaveLength(1);
    expect(JSON.stringify(read)).not.toContain('secret');
  });

  test('however much is wrong, no more than fifty lines tell of it', () => {
    const raw = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`x${at}`, 1]));
    expect(policy(raw).problems).toHaveLength(50);
  });
});

describe('the policy as the browser tells it', () => {
  test('is asked for once, and again when it has changed', async () => {
    const told = [{ keepMonths: 3 }, { keepMonths: 4 }];
    let asked = 0;
    const source = policyOf(async () => told[asked++] ?? {}, sites);
    await Promise.all([source.now(), source.now()]);
    expect([(await source.now()).preferences, asked]).toEqual([{ keepMonths: 3 }, 1]);
    source.renew();
    expect((await source.now()).preferences).toEqual({ keepMonths: 4 });
  });
});

describe('settings under a policy', () => {
  async function under(raw: object, ...rows: ReturnType<typeof connection>[]) {
    const { settings: own, clock } = await newSettings();
    for (const row of rows) await own.changeConnection(row.id, () => row);
    const now = { policy: policy(raw) };
    return { own, clock, now, settings: governed(own, async () => now.policy) };
  }

  test('its connections stand first, and keep what was learnt of them', async () => {
    const { settings } = await under({ connections: [CQ] }, connection());
    const [given, mine] = await settings.connections();
    expect([given?.name, mine?.name]).toEqual(['Retail', 'Ours']);
    const id = given?.id ?? '';
    await settings.changeConnection(id, (row) => row && { ...row, name: 'Mine', paused: true });
    expect(await settings.connection(id)).toMatchObject({ name: 'Retail', paused: true });
  });

  test('one under a new name is the same, one of another product is not', async () => {
    const first = policy({ connections: [CQ] }).connections[0]?.id;
    const renamed = policy({ connections: [{ ...CQ, name: 'Other' }] }).connections[0]?.id;
    const other = { ...CQ, product: '2f6e0a9b-7c31-4d58-8e12-5b0f3c1e8a6d' };
    expect(renamed).toBe(first);
    expect(policy({ connections: [other] }).connections[0]?.id).not.toBe(first);
  });

  test('one that is withdrawn is gone, its key at the next start', async () => {
    const { settings, now } = await under({ connections: [CQ] });
    const id = (await settings.connections())[0]?.id ?? '';
    await settings.changeConnection(id, (row) => row);
    expect(await settings.removed()).toEqual([]);
    now.policy = NO_POLICY;
    expect([await settings.connections(), await settings.connection(id)]).toEqual([[], null]);
    expect(await settings.removed()).toEqual([id]);
  });

  test('what it does not allow is barred, and free again with it', async () => {
    const { settings, now } = await under({ allowedVendors: ['clarifeye'] }, connection());
    expect(await settings.connections()).toEqual([connection()]);
    expect(await settings.barred(connection())).toBe(true);
    now.policy = NO_POLICY;
    expect(await settings.barred(connection())).toBe(false);
  });

  test('its preferences hold, and those chosen before come back', async () => {
    const { settings, now, own } = await under({});
    const mine = { ...(await own.preferences()), keepMonths: 24, watchMinutes: 9 };
    await settings.prefer(mine);
    now.policy = policy({ keepMonths: 3 });
    expect(await settings.preferences()).toEqual({ ...mine, keepMonths: 3 });
    await settings.prefer({ ...mine, keepMonths: 3, watchMinutes: 5 });
    await expect(settings.prefer({ ...mine, keepMonths: 24 })).rejects.toThrow('policy');
    expect(await watchLimitMs(settings)).toBe(300_000);
    now.policy = policy({ watchMinutes: 1 });
    expect(await settings.preferences()).toEqual({ ...mine, keepMonths: 24, watchMinutes: 1 });
    expect(await watchLimitMs(settings)).toBe(60_000);
  });
});

describe('reasons under a policy', () => {
  const theirs = { good: ['Right'], bad: ['Wrong'] };
  const own = { good: ['Mine'], bad: [] };

  test('are set vendor by vendor; the others stay the person’s, and theirs come back', async () => {
    const { settings } = await newSettings();
    const now = { policy: NO_POLICY };
    const under = governed(settings, async () => now.policy);
    const first = await under.preferences();
    await under.prefer({ ...first, reasons: { clarityq: own } });
    now.policy = policy({ reasons: { clarityq: theirs } });
    expect((await under.preferences()).reasons).toEqual({ clarityq: theirs });
    await under.prefer({ ...first, reasons: { clarityq: theirs, clarifeye: own } });
    await expect(under.prefer({ ...first, reasons: { clarityq: own } })).rejects.toThrow('policy');
    await expect(under.prefer(first)).rejects.toThrow('policy');
    now.policy = NO_POLICY;
    expect((await under.preferences()).reasons).toEqual({ clarityq: own, clarifeye: own });
  });
});

describe('what is allowed', () => {
  const eu = { vendor: 'clarifeye', origin: 'https://eu.app.clarifeye.ai' };
  test.each<[object, boolean]>([
    [{}, true],
    [{ allowedVendors: ['clarifeye'] }, true],
    [{ allowedVendors: ['clarityq'] }, false],
    [{ allowedVendors: [] }, false],
    [{ allowedHosts: ['EU.app.clarifeye.ai'] }, true],
    [{ allowedHosts: ['us.app.clarifeye.ai'] }, false],
    [{ allowedHosts: ['evil.example'] }, false],
  ])('under %j', (raw, is) => {
    expect(allows(policy(raw), eu)).toBe(is);
  });
});
