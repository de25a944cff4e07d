import { describe, expect, it, test } from 'vitest';
import { apiById, apis } from '../../../src/vendors/api';
import { excludesOf, isApi, matchesOf } from '../../../src/vendors/locate';
import { allLocated, locatedOfHost } from '../../../src/vendors/located';
import { siteById, siteOfHost, sites, vendorById, vendors } from '../../../src/vendors/site';
import { A, APPS, P, STRANGERS, VENDORS_OTHER } from './addresses';

/** Whether a match pattern covers an https address at this host, as browsers read patterns. */
function covers(pattern: string, host: string): boolean {
  const [, any, name = ''] = /^https:\/\/(\*\.)?([^/*]+)\/\*$/.exec(pattern) ?? [];
  return host === name || (any !== undefined && host.endsWith(`.${name}`));
}

/** Whether a source of a content security policy covers this origin. */
function allows(source: string, origin: string): boolean {
  const host = new URL(origin).hostname;
  const wild = /^https:\/\/\*\.(.+)$/.exec(source)?.[1];
  return wild ? host.endsWith(`.${wild}`) : source === origin;
}

describe('the registries', () => {
  it('hold the same vendors, each once', () => {
    expect(new Set(sites.map(({ id }) => id)).size).toBe(sites.length);
    expect(apis.map(({ id }) => id)).toEqual(vendors.map(({ id }) => id));
    expect(vendors.filter((vendor) => !vendor.ownConnection)).toEqual(sites);
    expect(allLocated.map(({ id }) => id)).toEqual(sites.map(({ id }) => id));
  });
  it('find what they hold, and nothing else', () => {
    for (const site of sites) expect(siteById(site.id)).toBe(site);
    for (const vendor of vendors) expect(vendorById(vendor.id)).toBe(vendor);
    for (const api of apis) expect(apiById(api.id)).toBe(api);
    expect(siteById('nobody')).toBeUndefined();
    expect(vendorById('nobody')).toBeUndefined();
    expect(apiById('nobody')).toBeUndefined();
  });
  it('know each host of an app as one vendor’s, and no other host', () => {
    for (const [vendor, hosts] of Object.entries(APPS)) {
      for (const [host] of hosts) {
        expect(sites.filter((site) => site.isApp(host)).map(({ id }) => id)).toEqual([vendor]);
        expect(siteOfHost(host)?.id).toBe(vendor);
        expect(locatedOfHost(host)?.id).toBe(vendor);
      }
    }
    for (const origin of [...STRANGERS, ...VENDORS_OTHER]) {
      const url = URL.parse(origin);
      if (url?.protocol !== 'https:' || url.port || url.username) continue;
      expect(siteOfHost(url.hostname)).toBeUndefined();
      expect(locatedOfHost(url.hostname)).toBeUndefined();
    }
  });
});

describe.each(sites.map((site) => [site.id, site] as const))('%s', (id, site) => {
  const hosts = (APPS[id] ?? []).map(([host]) => host);

  it('has hosts in the table of addresses', () => {
    expect(hosts.length).toBeGreaterThan(0);
  });
  it('writes its patterns in the form that is read here', () => {
    for (const pattern of [...matchesOf(site), ...excludesOf(site)]) {
      expect(pattern).toMatch(/^https:\/\/(\*\.)?[a-z0-9.-]+\/\*$/);
    }
    for (const source of site.apiSources) {
      expect(source).toMatch(/^https:\/\/(\*\.)?[a-z0-9.-]+$/);
    }
  });
  it('covers the hosts of its app by its patterns, and excludes none of them', () => {
    for (const host of hosts) {
      expect(matchesOf(site).some((pattern) => covers(pattern, host))).toBe(true);
      expect(excludesOf(site).filter((pattern) => covers(pattern, host))).toEqual([]);
    }
  });
  it('excludes what lies below its domains and is not the app', () => {
    const others = VENDORS_OTHER.filter((origin) => origin.includes(id)).map((origin) => {
      return new URL(origin);
    });
    const plain = others.filter(({ protocol, port, username }) => {
      return protocol === 'https:' && !port && !username;
    });
    for (const { hostname } of plain) {
      expect(site.isApp(hostname)).toBe(false);
      const known = /^(.*\.)?(www|docs|api|get|pages)\.|^[^.]+\.[^.]+$/.test(hostname);
      expect(excludesOf(site).some((pattern) => covers(pattern, hostname))).toBe(known);
    }
  });
  it('matches no host of another vendor or of nobody', () => {
    const theirs = Object.entries(APPS).flatMap(([other, list]) =>
      other === id ? [] : list.map(([host]) => host),
    );
    const strange = STRANGERS.flatMap((origin) => URL.parse(origin)?.hostname ?? []);
    for (const host of [...theirs, ...strange]) {
      expect(matchesOf(site).filter((pattern) => covers(pattern, host))).toEqual([]);
    }
  });
  it('lets a key travel to the API of each of its pages, and the policy allows it', () => {
    const regions = site.form.regions.map(({ origin }) => origin);
    for (const origin of [...hosts.map((host) => site.apiOrigin(host)), ...regions]) {
      expect(new URL(origin).origin).toBe(origin);
      expect(isApi(site, origin)).toBe(true);
      expect(site.apiSources.some((source) => allows(source, origin))).toBe(true);
      expect(matchesOf(site).some((pattern) => covers(pattern, new URL(origin).hostname))).toBe(
        true,
      );
    }
  });
  it('lets a key travel nowhere else', () => {
    const regions = sites.flatMap((other) => (other === site ? [] : other.form.regions));
    for (const origin of [
      ...STRANGERS,
      ...VENDORS_OTHER.filter(
        (origin) => !['https://api.clarityq.ai', 'https://app.clarifeye.ai'].includes(origin),
      ),
      ...regions.map(({ origin }) => origin),
      ...regions.map(({ origin }) => `${origin}/`),
      ...site.form.regions.flatMap(({ origin }) => [
        `${origin}/`,
        `${origin}:443`,
        `${origin}.`,
        origin.toUpperCase(),
        origin.replace('https', 'http'),
        `${origin}\n`,
        ` ${origin}`,
        `${origin}/api`,
      ]),
      '',
      'null',
    ]) {
      expect([origin, isApi(site, origin)]).toEqual([origin, false]);
    }
  });
  it('offers a start page at a host of its own', () => {
    for (const [, origin] of APPS[id] ?? []) {
      const home = site.home({ vendor: id, origin, scope: null, id: A });
      expect(home && siteOfHost(new URL(home).hostname)).toBe(site);
    }
  });
  it('reads only calls to its own API', () => {
    for (const origin of [...STRANGERS, 'https://example.org']) {
      expect(site.readCall(`${origin}/api/v1/products/${P}/conversations/${A}/status`)).toBeNull();
      expect(
        site.readCall(`${origin}/api/v1/projects/${P}/playground-conversations/${A}/`),
      ).toBeNull();
    }
    expect(site.readCall('nonsense')).toBeNull();
  });
});

describe('which calls begin a new answer', () => {
  const q = 'https://api.clarityq.ai/api/v1/products';
  const f = 'https://us.app.clarifeye.ai/api/v1/projects';
  test.each([
    ['clarityq', `${q}/${P}/conversations/${A}/status`, A, false],
    ['clarityq', `${q}/${P}/conversations/${A}`, A, false],
    ['clarityq', `${q}/${P}/conversations/${A.toUpperCase()}/feedback`, A, false],
    ['clarityq', `${q}/${P}/conversations/${A}/ask`, A, true],
    ['clarityq', `${q}/${P}/conversations/${A}/messages`, A, false],
    ['clarityq', `${q}/${P}/conversations/${A}/stream`, A, false],
    ['clarityq', `${q}/${P}/conversations/${A}/sender`, A, false],
    ['clarityq', `${q}/${P}/conversations/${A}/messages/${P}`, A, false],
    ['clarityq', `${q}/${P}/conversations/${A}/regenerate/?x=1`, A, true],
    ['clarityq', `https://app.clarityq.ai/api/v1/products/${P}/conversations/${A}/ask`, A, true],
    ['clarityq', `${q}/${P}/ask`, null, true],
    ['clarifeye', `${f}/${P}/playground-conversations/${A}/`, A, false],
    ['clarifeye', `${f}/${P}/playground-conversations/${A}/?include_archived=true`, A, false],
    ['clarifeye', `${f}/${P}/playground-conversations/${A}/send_message_stream/`, A, true],
    ['clarifeye', `${f}/${P}/playground-conversations/${A}/ask/`, A, true],
  ] as const)('%s: %s', (vendor, address, conversationId, run) => {
    expect(siteById(vendor)?.readCall(address)).toEqual({ conversationId, run });
  });
  test.each([
    ['clarityq', `${q}/${P}/conversations`],
    ['clarityq', `${q}/${P}/catalog`],
    ['clarityq', `https://docs.clarityq.ai/api/v1/products/${P}/conversations/${A}/status`],
    ['clarityq', `https://app.clarityq.ai/tasks`],
    ['clarifeye', `${f}/${P}/playground-conversations/`],
    ['clarifeye', `${f}/${P}/documents/${A}/`],
    ['clarifeye', `https://us.app.clarifeye.ai/projects/${P}/playground-conversations/${A}/`],
  ])('%s: %s concerns no conversation', (vendor, address) => {
    expect(siteById(vendor)?.readCall(address)).toBeNull();
  });
});
