import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allLocated, locatedOfHost } from '../../../src/vendors/located';
import { APPS } from './addresses';

const WORDS = ['chat', 'c', 'conversations', 'products', 'p', 'app', 'share', 'users', 'x', 'new'];

const word = fc.oneof(fc.constantFrom(...WORDS), fc.stringMatching(/^[a-z]{1,9}$/));
const id = fc.oneof(
  fc.uuid(),
  fc.uuid().map((one) => one.toUpperCase()),
);
const path = fc.array(fc.oneof(word, id), { maxLength: 7 }).map((parts) => `/${parts.join('/')}`);
const parameters = fc
  .array(fc.tuple(word, fc.oneof(id, word)), { maxLength: 3 })
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'));
/** Everything behind a host. */
const place = fc
  .tuple(path, parameters, fc.oneof(path, parameters, fc.constant('')))
  .map(([at, query, hash]) => `${at}${query && `?${query}`}${hash && `#${hash}`}`);

const HOSTS = Object.entries(APPS).flatMap(([vendor, hosts]) =>
  hosts.map(([host]) => [vendor, host] as const),
);
const app = fc.constantFrom(...HOSTS);
const call = fc
  .tuple(app, fc.constantFrom('products', 'projects'), fc.uuid(), id)
  .map(([[, host], scopes, scope, conversation]) => {
    const leaf = scopes === 'products' ? 'conversations' : 'playground-conversations';
    return `https://${host}/api/v1/${scopes}/${scope}/${leaf}/${conversation}/`;
  });

/** Makes another host of a vendor's, by what somebody would register or serve it under. */
const lookAlike = fc
  .tuple(app, fc.stringMatching(/^[a-z]{2,8}$/), fc.integer({ min: 0, max: 6 }))
  .map(([[, host], name, how]) => {
    const domain = host.split('.').slice(-2).join('.');
    return [
      `${host}.${name}.example`,
      `${host}.${name}`,
      `app.${name}${domain}`,
      `app.${domain.replace('.', `-${name}.`)}`,
      `${host.replaceAll('.', '-')}.example`,
      `${host}.`,
      `${name}.example/${host}`,
    ][how] as string;
  });

describe('generated addresses', () => {
  test('are at most one vendor’s, and what is found stands in them or in its own calls', () => {
    fc.assert(
      fc.property(app, place, fc.array(call, { maxLength: 6 }), ([vendor, host], at, calls) => {
        const address = `https://${host}${at}`;
        const said = [address, ...calls].join(' ').toLowerCase();
        for (const site of allLocated) {
          const found = site.locate({ address, calls });
          if (site.id !== vendor) {
            expect(found).toEqual({
              kind: 'none',
              reason: { kind: 'not-a-vendor', excerpt: host },
            });
            continue;
          }
          const all =
            found.kind === 'this'
              ? [found.conversation]
              : found.kind === 'several'
                ? found.conversations
                : [];
          expect(new Set(all.map((one) => one.id)).size).toBe(all.length);
          for (const one of all) {
            expect(one).toMatchObject({ vendor, origin: site.apiOrigin(host) });
            expect(said).toContain(one.id);
            if (one.scope) expect(said).toContain(one.scope);
            expect(one.scope).not.toBe(one.id);
          }
          // The other vendors' and other servers' calls have no say in it.
          const own = calls.filter((each) => site.readCall(each)?.conversationId);
          const here = own.filter((each) => each.startsWith(`https://${host}/`));
          expect(site.locate({ address, calls: here })).toEqual(found);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('an id that the address names wins over every call', () => {
    fc.assert(
      fc.property(
        app,
        fc.uuid(),
        fc.array(call, { maxLength: 6 }),
        ([vendor, host], own, calls) => {
          for (const at of [`/conversations/${own}`, `/?chat=${own}`, `/#/c/${own}`]) {
            const site = allLocated.find((one) => one.id === vendor);
            expect(site?.locate({ address: `https://${host}${at}`, calls })).toMatchObject({
              kind: 'this',
              conversation: { id: own },
            });
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('at a host that only looks like a vendor’s come to nothing, in address and call', () => {
    fc.assert(
      fc.property(lookAlike, place, call, (host, at, known) => {
        const address = `https://${host}${at}`;
        const alike = known.replace(/^https:\/\/[^/]+/, `https://${host}`);
        for (const site of allLocated) {
          expect(site.locate({ address, calls: [known, alike] }).kind).toBe('none');
          expect(site.readCall(alike)).toBeNull();
        }
        expect(locatedOfHost(host)).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });
});
