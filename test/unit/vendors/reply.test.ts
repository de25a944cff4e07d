import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import * as z from 'zod/mini';
import { failureOf, messageOf, readReply, shortened } from '../../../src/vendors/reply';
import { epochMs } from '../../../src/vendors/timestamp';
import { json, odd } from './line';

const schema = z.object({ id: z.string() });

describe('the status of a reply', () => {
  test.each([
    [301, { kind: 'redirected' }],
    [302, { kind: 'redirected' }],
    [307, { kind: 'redirected' }],
    [308, { kind: 'redirected' }],
    [304, { kind: 'redirected' }],
    [401, { kind: 'key-refused' }],
    [403, { kind: 'no-access' }],
    [404, { kind: 'not-found' }],
    [429, { kind: 'rate-limited', retryAfterMs: null }],
    [500, { kind: 'vendor-down', status: 500 }],
    [502, { kind: 'vendor-down', status: 502 }],
    [503, { kind: 'vendor-down', status: 503 }],
    [504, { kind: 'vendor-down', status: 504 }],
    [511, { kind: 'vendor-down', status: 511 }],
    [400, { kind: 'rejected', status: 400, message: '' }],
    [402, { kind: 'rejected', status: 402, message: '' }],
    [405, { kind: 'rejected', status: 405, message: '' }],
    [410, { kind: 'rejected', status: 410, message: '' }],
    [413, { kind: 'rejected', status: 413, message: '' }],
    [422, { kind: 'rejected', status: 422, message: '' }],
    [499, { kind: 'rejected', status: 499, message: '' }],
  ])('%i is the same whatever gateway wrote the body', (status, failure) => {
    for (const reply of [odd(status, 'none'), odd(status, 'html'), odd(status, 'other')]) {
      expect(failureOf(reply, 'rejected')).toEqual(failure);
      expect(readReply(reply, schema, 'rejected')).toEqual({ ok: false, failure });
    }
  });
  test.each([200, 201, 204])('%i is none by itself', (status) => {
    expect(failureOf(odd(status, 'none'), 'rejected')).toBeNull();
  });
  it('409 is what the vendor means by it', () => {
    const reply = json(409, { detail: 'Not yet.' });
    expect(failureOf(reply, 'answer-not-ready')).toEqual({ kind: 'not-ready' });
    expect(failureOf(reply, 'rejected')).toEqual({
      kind: 'rejected',
      status: 409,
      message: 'Not yet.',
    });
  });
  it('429 keeps how long to wait', () => {
    expect(failureOf({ ...json(429), retryAfterMs: 30_000 }, 'rejected')).toEqual({
      kind: 'rate-limited',
      retryAfterMs: 30_000,
    });
  });
});

describe('the body of a 2xx', () => {
  test.each([
    ['what was asked for', json(200, { id: 'a', more: 1 }), { ok: true, value: { id: 'a' } }],
    ['empty', odd(200, 'none'), { kind: 'unreadable-reply', why: 'empty' }],
    ['HTML', odd(200, 'html'), { kind: 'intercepted' }],
    ['cut off', odd(201, 'other'), { kind: 'unreadable-reply', why: 'not-json' }],
    ['of another shape', json(200, { id: 7 }), { kind: 'unreadable-reply', why: 'wrong-shape' }],
    ['null', json(200, null), { kind: 'unreadable-reply', why: 'wrong-shape' }],
    ['a list', json(200, []), { kind: 'unreadable-reply', why: 'wrong-shape' }],
  ])('%s', (_what, reply, expected) => {
    expect(readReply(reply, schema, 'rejected')).toEqual(
      'kind' in expected ? { ok: false, failure: expected } : expected,
    );
  });
});

describe("the vendor's own message", () => {
  test.each<[string, unknown, string]>([
    ['detail as text', { detail: 'No such thing.' }, 'No such thing.'],
    [
      'detail as a list',
      { detail: [{ loc: ['body', 'comment'], msg: 'too long', type: 'string_too_long' }] },
      'comment: too long',
    ],
    [
      'detail as a list of two',
      {
        detail: [
          { loc: ['path', 'product_id'], msg: 'Input should be a valid UUID' },
          { loc: ['body'], msg: 'Field required' },
        ],
      },
      'product_id: Input should be a valid UUID Field required',
    ],
    ['detail without a place', { detail: [{ msg: 'Wrong.' }] }, 'Wrong.'],
    [
      'a place that ends in a number',
      { detail: [{ loc: ['body', 'tags', 0], msg: 'bad' }] },
      'tags: bad',
    ],
    ['error', { error: 'Invalid token.' }, 'Invalid token.'],
    ['an error within an error', { error: { message: 'Too large.' } }, 'Too large.'],
    ['message', { message: 'Slow down.' }, 'Slow down.'],
    ['a map of fields', { feedback: ['Not a valid string.'] }, 'feedback: Not a valid string.'],
    [
      'a map of two fields',
      { context: ['This field is required.'], is_positive: ['Must be a valid boolean.'] },
      'context: This field is required. is_positive: Must be a valid boolean.',
    ],
    ['non_field_errors', { non_field_errors: ['Invalid data.'] }, 'Invalid data.'],
    ['a map of texts', { status: 'wrong' }, 'status: wrong'],
    ['a list of texts', ['Invalid data.'], 'Invalid data.'],
    ['a text', 'Nope.', 'Nope.'],
    ['nothing', {}, ''],
    ['null', null, ''],
    ['a number', 7, ''],
    ['detail that is null beside an error', { detail: null, error: 'Gone.' }, 'Gone.'],
    ['numbers for texts', { detail: [{ loc: ['body'], msg: 3 }], feedback: [3] }, ''],
    ['a page in JSON', { detail: '<!DOCTYPE html><html><body>Bad gateway</body></html>' }, ''],
    ['line breaks and tabs', { detail: 'One\r\n\ttwo\u0000three' }, 'One two three'],
    ['marks that turn the writing', { detail: 'a\u202eb\u2066c\u200fd' }, 'a b c d'],
    ['markup, which stays plain text', { detail: '<b>bold</b>' }, '<b>bold</b>'],
  ])('%s', (_what, value, message) => {
    expect(messageOf({ kind: 'json', value })).toBe(message);
  });
  it('is nothing where the body is no JSON', () => {
    for (const kind of ['none', 'html', 'other'] as const) expect(messageOf({ kind })).toBe('');
  });
  it('has 300 characters at most, and says that it was cut', () => {
    const message = messageOf({ kind: 'json', value: { detail: 'word '.repeat(5_000) } });
    expect([...message].length).toBeLessThanOrEqual(300);
    expect(message.endsWith('word…')).toBe(true);
    const emoji = messageOf({ kind: 'json', value: { detail: '😀'.repeat(400) } });
    expect(emoji).toBe(`${'😀'.repeat(299)}…`);
  });
  it('is plain, bounded text for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const message = messageOf({ kind: 'json', value });
        expect([...message].length).toBeLessThanOrEqual(300);
        expect(message).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        expect(message.isWellFormed()).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
  it('is not looked for in endless depth', () => {
    let value: unknown = 'deep';
    for (let depth = 0; depth < 3_000; depth += 1) value = { detail: value };
    expect(messageOf({ kind: 'json', value })).toBe('');
  });
});

describe('shortened text', () => {
  test.each([
    ['short', 10, 'short'],
    ['exactly ten', 11, 'exactly ten'],
    ['exactly ten!', 11, 'exactly…'],
    ['withoutanyblank', 6, 'witho…'],
    ['😀😀😀', 3, '😀😀😀'],
    ['😀😀😀😀', 3, '😀😀…'],
    ['', 5, ''],
  ])('%s in %i', (text, limit, expected) => {
    expect(shortened(text, limit)).toBe(expected);
  });
});

describe("a vendor's time", () => {
  const at = Date.UTC(2026, 2, 4, 5, 6, 7);
  test.each([
    ['2026-03-04T05:06:07Z', at],
    ['2026-03-04T05:06:07.120Z', at + 120],
    ['2026-03-04T05:06:07.123456Z', at + 123],
    ['2026-03-04T05:06:07.1Z', at + 100],
    ['2026-03-04t05:06:07z', at],
    ['2026-03-04 05:06:07+00:00', at],
    ['2026-03-04T07:36:07+02:30', at],
    ['2026-03-04T07:36:07+0230', at],
    ['2026-03-04T05:06:07', at],
    ['2026-03-04', null],
    ['2026-13-04T05:06:07Z', null],
    ['yesterday', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('%s', (text, expected) => {
    expect(epochMs(text)).toBe(expected);
  });
});
