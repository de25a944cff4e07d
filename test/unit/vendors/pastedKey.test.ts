import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cleanId, cleanKey } from '../../../src/vendors/pastedKey';
import { A, P, Q } from './addresses';

const KEY = 'cq_live_7Hd2mQx9VbT4nLk8RzWc3YpJ';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const ADDRESS = `https://api.clarityq.ai/api/v1/products/${P}/conversations/${A}/status`;

describe('a pasted key', () => {
  test.each([
    ['as it is', KEY, KEY, []],
    ['as a web token', JWT, JWT, []],
    ['with blanks around it', `  ${KEY}\t`, KEY, ['blanks']],
    ['with a blank within it', `${KEY.slice(0, 9)} ${KEY.slice(9)}`, KEY, ['blanks']],
    ['with a no-break space', `\u00a0${KEY}`, KEY, ['blanks']],
    ['with a line break after it', `${KEY}\r\n`, KEY, ['line-breaks']],
    ['broken over lines', `${KEY.slice(0, 9)}\n${KEY.slice(9)}\n`, KEY, ['line-breaks']],
    [
      'broken and indented',
      `${JWT.slice(0, 40)}\n  ${JWT.slice(40)}`,
      JWT,
      ['line-breaks', 'blanks'],
    ],
    ['with a zero-width space', `${KEY.slice(0, 4)}\u200b${KEY.slice(4)}`, KEY, []],
    ['after Bearer', `Bearer ${KEY}`, KEY, ['bearer']],
    ['after bearer, on a line of its own', `bearer\n${KEY}`, KEY, ['line-breaks', 'bearer']],
    ['in double quotes', `"${KEY}"`, KEY, []],
    ['in single quotes, with Bearer', `'Bearer ${KEY}'`, KEY, ['bearer']],
    ['in backticks', `\`${KEY}\``, KEY, []],
    ['with a quote left over', `${KEY}"`, KEY, []],
    ['after Token, which is a scheme of its own', `Token ${KEY}`, `Token ${KEY}`, []],
    ['after token in small letters', `token ${KEY}`, `Token ${KEY}`, []],
    ['after its header', `X-API-Key: ${KEY}`, KEY, ['curl']],
    ['after its header, with a scheme it has not', `x-api-key: Token ${KEY}`, KEY, ['curl']],
    ['after the other header', `Authorization: Bearer ${KEY}`, KEY, ['curl', 'bearer']],
    ['after the other header, with Token', `Authorization: Token ${KEY}`, `Token ${KEY}`, ['curl']],
    ['in code', `headers = {"X-API-Key": "${KEY}", "Accept": "*/*"}`, KEY, ['curl']],
    ['in a curl example', `curl -H 'X-API-Key: ${KEY}' ${ADDRESS}`, KEY, ['curl']],
    ['in one with double quotes', `curl -H "X-API-Key: ${KEY}" "${ADDRESS}"`, KEY, ['curl']],
    ['in one without quotes', `curl -H X-API-Key:${KEY} ${ADDRESS}`, KEY, ['curl']],
    [
      'in one with Bearer',
      `curl ${ADDRESS} --header "Authorization: Bearer ${JWT}"`,
      JWT,
      ['curl', 'bearer'],
    ],
    [
      'in one over several lines',
      `curl -X PUT \\\n  ${ADDRESS} \\\n  -H 'Accept: application/json' \\\n  -H 'X-API-Key: ${KEY}' \\\n  -d '{"rating": "POSITIVE"}'\n`,
      KEY,
      ['curl'],
    ],
    [
      'in one for Windows',
      `curl.exe -X PUT ^\r\n  "${ADDRESS}" ^\r\n  -H "X-API-Key: ${KEY}" ^\r\n  -d "{}"`,
      KEY,
      ['curl'],
    ],
    ['in one with a prompt', `$ curl --oauth2-bearer ${JWT} ${ADDRESS}`, JWT, ['curl']],
  ])('%s', (_how, text, key, cleaned) => {
    expect(cleanKey(text)).toEqual({ key, cleaned });
  });

  test.each([
    ['nothing', ''],
    ['blanks', ' \n\t '],
    ['a scheme alone', 'Bearer '],
    ['quotes alone', '""'],
    ['bullets of a masked box', '••••••••'],
    ['letters beyond ASCII', `${KEY}ü`],
    ['an emoji', `🔑${KEY}`],
    ['a control character', `${KEY.slice(0, 4)}\u0007${KEY.slice(4)}`],
    ['a curl example without a key', `curl -X PUT ${ADDRESS}`],
    ['a curl example with a variable', `curl -H "X-API-Key: $CLARITYQ_KEY" ${ADDRESS}`],
    ['a curl example with a gap to fill', `curl -H 'Authorization: Bearer <token>' ${ADDRESS}`],
    ['a curl example with a name to replace', `curl -H 'X-API-Key: YOUR_API_KEY' ${ADDRESS}`],
    ['a text of endless length', 'k'.repeat(9_000)],
  ])('%s is none', (_what, text) => {
    expect(cleanKey(text)).toBeNull();
  });

  it('comes out the same when it is cleaned once more', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const once = cleanKey(text);
        if (once === null) return;
        expect(once.key).toMatch(/^(Token )?[\x21-\x7e]+$/);
        expect(cleanKey(once.key)).toEqual({ key: once.key, cleaned: [] });
      }),
      { numRuns: 1_000 },
    );
  });

  it('is found again in every wrapping a person may paste', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.';
    const key = fc
      .string({ unit: fc.constantFrom(...alphabet), minLength: 8, maxLength: 200 })
      .filter((text) => !/^your/i.test(text));
    const wrapping = fc.constantFrom<((inner: string) => string)[]>(
      (inner) => `  ${inner}\n`,
      (inner) => `Bearer ${inner}`,
      (inner) => `"${inner}"`,
      (inner) => inner.replace(/.{5}/g, '$&\n'),
      (inner) => `X-API-Key: ${inner}`,
      (inner) => `curl -H 'X-API-Key: ${inner}' \\\n ${ADDRESS}`,
      (inner) => `curl ${ADDRESS} -H "Authorization: Bearer ${inner}" -d '{"x": 1}'`,
    );
    fc.assert(
      fc.property(key, wrapping, (plain, wrap) => {
        expect(cleanKey(wrap(plain))?.key).toBe(plain);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a pasted product or project id', () => {
  test.each([
    ['as it is', P, P],
    ['in capitals', P.toUpperCase(), P],
    ['with blanks and line breaks', `  ${P}\r\n`, P],
    ['broken over lines', `${P.slice(0, 14)}\n${P.slice(14)}`, P],
    ['in an address', `https://eu.app.clarifeye.ai/projects/${P}/playground`, P],
    ['in an address with a conversation', `https://app.clarityq.ai/products/${P}/c/${A}`, P],
    ['in an address whatever its order', `https://app.clarityq.ai/c/${A}?product_id=${P}`, P],
    ['in JSON', `{"project_id": "${P}", "conversation": "${A}"}`, P],
    ['in an API address', ADDRESS, P],
    ['twice', `${P} ${P}`, P],
  ])('%s', (_how, text, id) => {
    expect(cleanId(text)).toBe(id);
  });
  test.each([
    ['nothing', ''],
    ['a name', 'People handbook'],
    ['a number', '12345'],
    ['half of one', P.slice(0, 20)],
    ['one within a longer word', `x${P}y`],
    ['two that nothing tells apart', `${P} ${Q}`],
  ])('%s is none', (_what, text) => {
    expect(cleanId(text)).toBeNull();
  });
  it('never throws, and gives a uuid or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uuid(), (text, id) => {
        expect([null, id]).toContain(cleanId(text.includes(id) ? '' : `${text} ${id}`));
      }),
    );
  });
});
