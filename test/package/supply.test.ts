import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builds, filesOf, manifestOf, textOf } from './builds.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');

interface Locked {
  version: string;
  integrity?: string;
  resolved?: string;
  hasInstallScript?: boolean;
  optional?: boolean;
  dev?: boolean;
}
interface Package {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  overrides: Record<string, string>;
  allowScripts: Record<string, boolean>;
  scripts: Record<string, string>;
}
const own: Package = JSON.parse(text('package.json'));
const lock: { packages: Record<string, Locked> } = JSON.parse(text('package-lock.json'));

/** The first two columns of the rows of a table under a heading, without their code marks. */
function table(path: string, heading: string): [first: string, second: string][] {
  const [, after = ''] = text(path).split(`\n## ${heading}\n`);
  const [section = ''] = after.split('\n## ');
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .map(([, first = '', second = '']) => [first, second]);
}

describe('what is shipped besides our own code', () => {
  it('is told in the README, each package with its version', () => {
    const told = table('README.md', 'What is shipped besides its own code');
    expect(Object.fromEntries(told)).toEqual(own.dependencies);
    expect(told.length).toBeGreaterThan(0);
  });

  it('is all that the sources name', () => {
    const named = new Set<string>();
    for (const folder of ['src', 'entrypoints']) {
      for (const file of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
        if (!/\.tsx?$/.test(file)) continue;
        for (const [, from = ''] of text(join(folder, file)).matchAll(/ from '([^.'][^']*)'/g)) {
          named.add(
            from
              .split('/')
              .slice(0, from.startsWith('@') ? 2 : 1)
              .join('/'),
          );
        }
      }
    }
    // WXT names the entry points; it leaves nothing in the bundles but what it names.
    expect([...named].sort()).toEqual([...Object.keys(own.dependencies), 'wxt'].sort());
  });

  it('and all that builds it, has an exact version', () => {
    const versions = [own.dependencies, own.devDependencies, own.overrides].flatMap(Object.entries);
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('is locked with a checksum, from no address in particular, and runs nothing when installed', () => {
    const locked = Object.entries(lock.packages).filter(([path]) => path !== '');
    expect(locked.length).toBeGreaterThan(100);
    const unsummed = locked.filter(([, one]) => !/^sha512-/.test(one.integrity ?? ''));
    // npm notes no checksum of the linter's programs for other machines than the one it ran on.
    const others = /^node_modules\/@biomejs\/cli-/;
    expect(unsummed.map(([path]) => path).filter((path) => !others.test(path))).toEqual([]);
    expect(unsummed.every(([, one]) => one.optional && one.dev)).toBe(true);
    expect(locked.filter(([, one]) => one.resolved !== undefined)).toEqual([]);
    const scripts = locked.filter(([, one]) => one.hasInstallScript).map(([path]) => path);
    const names = new Set(scripts.map((path) => path.split('node_modules/').at(-1)));
    expect([...names].filter((name) => !(name && name in own.allowScripts))).toEqual([]);
    for (const name of Object.keys(own.dependencies)) {
      expect(lock.packages[`node_modules/${name}`]).toMatchObject({
        version: own.dependencies[name],
      });
      expect(names).not.toContain(name);
    }
  });
});

describe.each(builds)('the bundles of %s', (build) => {
  it('name no address but the vendors’ and those of standards', () => {
    const known =
      /^https?:\/\/(\*\.|[a-z.]*\.)?(clarityq\.ai|clarifeye\.(ai|io)|www\.w3\.org|[a-z.]*example(\.[a-z]+)?|[a-z]+\.invalid)$/;
    const strange = filesOf(build)
      .filter((file) => /\.(js|html|css)$/.test(file))
      .flatMap((file) =>
        [...textOf(build, file).matchAll(/\b(?:https?|wss?):\/\/[a-z*][a-z0-9.*-]*\.[a-z]{2,}/gi)]
          .map(([address]) => address)
          .filter((address) => !known.test(address))
          .map((address) => `${address} in ${file}`),
      );
    expect([...new Set(strange)]).toEqual([]);
  });
});

describe('what the stores are told', () => {
  const permissions = (heading: string) =>
    table('.github/store/permissions.md', heading).map(([first]) => first);

  it.each(builds)(
    'justifies every permission, every host and all data of %s, and no more',
    (build) => {
      const manifest = manifestOf(build) as {
        permissions: string[];
        host_permissions: string[];
        browser_specific_settings?: {
          gecko: { data_collection_permissions: { required: string[] } };
        };
      };
      expect(permissions('Permissions')).toEqual(manifest.permissions);
      expect(permissions('Hosts')).toEqual(manifest.host_permissions);
      const collected = manifest.browser_specific_settings?.gecko.data_collection_permissions;
      if (collected) expect(permissions('Data')).toEqual(collected.required);
    },
  );

  it('gives a reason each time', () => {
    for (const heading of ['Permissions', 'Hosts', 'Data']) {
      for (const [, why] of table('.github/store/permissions.md', heading)) {
        expect(why.length).toBeGreaterThan(20);
      }
    }
  });

  it('names in the privacy policy every host that anything is sent to', () => {
    const policy = manifestOf('chrome-mv3').content_security_policy as { extension_pages: string };
    const hosts = /connect-src ([^;]*)/.exec(policy.extension_pages)?.[1]?.split(' ') ?? [];
    expect(hosts.length).toBeGreaterThan(0);
    for (const host of hosts) {
      expect(text('.github/store/privacy.md')).toContain(host.replace(/^https:\/\/(\*\.)?/, ''));
    }
  });

  it('comes with packages for all three stores from one command', () => {
    expect(own.scripts.zip).toBe('wxt zip && wxt zip -b edge && wxt zip -b firefox');
  });
});
