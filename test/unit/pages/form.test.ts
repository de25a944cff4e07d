import { describe, expect, it } from 'vitest';
import type { ConnectionView } from '../../../src/messages/view';
import { line } from '../../../src/pages/line';
import {
  check,
  draftOf,
  type Fields,
  fieldOrder,
  fieldsOf,
  firstWrong,
  OWN_SERVER,
  type Scope,
} from '../../../src/pages/options/form';
import { domains, placeName } from '../../../src/pages/options/place';
import { clarifeye } from '../../../src/vendors/clarifeye/site';
import { clarityq } from '../../../src/vendors/clarityq/site';
import type { Site } from '../../../src/vendors/site';

const PRODUCT = '5b0f3c1e-8a6d-4c42-9d17-2f6e0a9b7c31';
const HOSTS = 'clarifeye.ai or clarifeye.io';

function typed(site: Site, fields: Partial<Fields>, saved: ConnectionView | null = null) {
  return { ...fieldsOf(site, saved), ...fields };
}

function checkAt(
  site: Site,
  fields: Partial<Fields>,
  saved: ConnectionView | null = null,
  scopes: Scope[] = [],
) {
  return check(site, typed(site, fields, saved), saved, scopes, HOSTS);
}

function draft(...parts: Parameters<typeof checkAt>) {
  const result = checkAt(...parts);
  if (!result.ok) throw new Error(JSON.stringify(result.wrong));
  return result.draft;
}

function wrong(...parts: Parameters<typeof checkAt>) {
  const result = checkAt(...parts);
  if (result.ok) throw new Error('nothing was found wrong');
  return result.wrong;
}

const SAVED: ConnectionView = {
  id: 'c1',
  vendor: 'clarifeye',
  name: 'People handbook',
  origin: 'https://eu.app.clarifeye.ai',
  scope: PRODUCT,
  scopeName: 'People handbook',
  actAs: 'mira@northwind.example',
  vendorLabel: 'Clarifeye',
  hasKey: true,
  lastResult: null,
  knownAs: null,
  policy: null,
};

describe('what a ClarityQ form sends', () => {
  it('is a whole new connection, outer blanks taken off', () => {
    expect(
      draft(clarityq, { name: '  Retail analytics ', scope: ` ${PRODUCT}\n`, key: ' cq_live_1 ' }),
    ).toEqual({
      id: null,
      vendor: 'clarityq',
      name: 'Retail analytics',
      origin: 'https://api.clarityq.ai',
      scope: PRODUCT,
      scopeName: null,
      actAs: null,
      key: 'cq_live_1',
    });
  });

  it('needs a product and a key, and points at the product first', () => {
    const found = wrong(clarityq, {});
    expect(found).toEqual({
      scope: line('formWrongScopeMissing', line('productId')),
      key: line('formWrongKeyMissing', line('apiKey')),
    });
    expect(firstWrong(clarityq, found)).toBe('scope');
  });

  it('says what a product id looks like when it is none', () => {
    expect(wrong(clarityq, { scope: 'retail', key: 'k' })).toEqual({
      scope: line('formWrongScope', line('productId'), PRODUCT),
    });
  });

  it('never sends an e-mail address to act as to a vendor that has no such thing', () => {
    expect(draft(clarityq, { scope: PRODUCT, key: 'k', actAs: 'nonsense' }).actAs).toBeNull();
  });

  it('bears the name of the vendor when it was given none', () => {
    expect(draft(clarityq, { scope: PRODUCT, key: 'k' }).name).toBe('ClarityQ');
  });
});

describe('what a Clarifeye form sends', () => {
  it('goes to the first region and to all projects unless told otherwise', () => {
    expect(draft(clarifeye, { name: 'P', key: 'tk_1' })).toMatchObject({
      origin: 'https://eu.app.clarifeye.ai',
      scope: null,
      scopeName: null,
      actAs: null,
    });
  });

  it('keeps the name of a picked project, and takes it for the connection without one', () => {
    const scopes = [{ id: PRODUCT, name: 'People handbook' }];
    expect(draft(clarifeye, { key: 't', scope: PRODUCT }, null, scopes)).toMatchObject({
      name: 'People handbook',
      scope: PRODUCT,
      scopeName: 'People handbook',
    });
  });

  it.each([
    'help.clarifeye.io',
    'https://help.clarifeye.io',
    ' https://HELP.clarifeye.io/projects/1?x ',
  ])('takes a server of the customer’s own as %s', (server) => {
    expect(draft(clarifeye, { region: OWN_SERVER, server, key: 't' }).origin).toBe(
      'https://help.clarifeye.io',
    );
  });

  it.each([
    ['clarifeye.ai.evil.example', 'clarifeye.ai.evil.example'],
    ['https://evil.example/?x=.clarifeye.io', 'evil.example'],
    ['https://help.clarifeye.io@evil.example', 'evil.example'],
    ['https://help.clarifeye.io:8443', 'help.clarifeye.io:8443'],
    ['javascript://help.clarifeye.io/%0aalert(1)', 'help.clarifeye.io'],
    ['https://notclarifeye.io', 'notclarifeye.io'],
  ])('refuses %s', (server, host) => {
    expect(wrong(clarifeye, { region: OWN_SERVER, server, key: 't' }).server).toEqual(
      line('formWrongServer', host, 'Clarifeye', HOSTS),
    );
  });

  it('has a sentence each for no address, plain http and what is no address', () => {
    const server = (text: string) =>
      wrong(clarifeye, { region: OWN_SERVER, server: text, key: 't' }).server?.key;
    expect(server('  ')).toBe('formWrongServerMissing');
    expect(server('http://help.clarifeye.io')).toBe('formWrongServerPlain');
    expect(server('not an address')).toBe('formWrongServerMalformed');
  });

  it.each(['mira', 'mira@', '@northwind.example', 'a b@c.example', 'mira@nörth.example', 'a@b@c'])(
    'takes %s for no e-mail address',
    (actAs) => {
      expect(Object.keys(wrong(clarifeye, { key: 't', actAs }))).toEqual(['actAs']);
    },
  );
});

describe('the key', () => {
  it.each([
    ['Bearer abc123', 'abc123'],
    ['abc\n123', 'abc123'],
    ["curl -H 'X-API-Key: abc123' https://api.clarityq.ai/api/v1", 'abc123'],
  ])('is cleaned before it is sent: %s', (key, sent) => {
    expect(draft(clarityq, { scope: PRODUCT, key }).key).toBe(sent);
  });

  it('that cannot be one is refused with a sentence', () => {
    expect(wrong(clarityq, { scope: PRODUCT, key: 'ключ' })).toEqual({ key: line('formWrongKey') });
  });
});

describe('editing', () => {
  it('never brings the key back, and empty keeps it', () => {
    expect(fieldsOf(clarifeye, SAVED)).toEqual({
      name: 'People handbook',
      region: 'https://eu.app.clarifeye.ai',
      server: '',
      key: '',
      scope: PRODUCT,
      actAs: 'mira@northwind.example',
    });
    expect(draft(clarifeye, {}, SAVED)).toMatchObject({
      id: 'c1',
      key: null,
      scopeName: 'People handbook',
    });
  });

  it('asks for the key again when the server changes, because a key stays with its server', () => {
    const region = 'https://us.app.clarifeye.ai';
    expect(wrong(clarifeye, { region }, SAVED)).toEqual({ key: line('formWrongKeyServer') });
    expect(draft(clarifeye, { region, key: 'new' }, SAVED)).toMatchObject({
      origin: region,
      key: 'new',
    });
  });

  it('asks for a key that got lost', () => {
    expect(wrong(clarifeye, {}, { ...SAVED, hasKey: false })).toEqual({
      key: line('formWrongKeyMissing', line('accessToken')),
    });
  });

  it('forgets the name of a project that is not the one any more', () => {
    expect(
      draft(clarifeye, { scope: '0f6c2e4a-7b1d-4e53-9a86-3d5c8f2091ae' }, SAVED).scopeName,
    ).toBeNull();
  });

  it('shows a server of the customer’s own as one', () => {
    const fields = fieldsOf(clarifeye, { ...SAVED, origin: 'https://help.clarifeye.io' });
    expect(fields).toMatchObject({ region: OWN_SERVER, server: 'help.clarifeye.io' });
  });

  it('tests a saved connection without a key in the message', () => {
    expect(draftOf(SAVED)).toEqual({
      id: 'c1',
      vendor: 'clarifeye',
      name: 'People handbook',
      origin: 'https://eu.app.clarifeye.ai',
      scope: PRODUCT,
      scopeName: 'People handbook',
      actAs: 'mira@northwind.example',
      key: null,
    });
  });
});

describe('the form', () => {
  it('asks for the product before its key, and for a project after the token', () => {
    expect(fieldOrder(clarityq)).toEqual(['name', 'region', 'server', 'scope', 'key', 'actAs']);
    expect(fieldOrder(clarifeye)).toEqual(['name', 'region', 'server', 'key', 'scope', 'actAs']);
  });

  it('names places as people do', () => {
    expect(placeName(clarifeye, 'https://us.app.clarifeye.ai')).toBe('US');
    expect(placeName(clarifeye, 'https://help.clarifeye.io')).toBe('help.clarifeye.io');
    expect(domains(clarifeye)).toEqual(['clarifeye.ai', 'clarifeye.io']);
  });
});
