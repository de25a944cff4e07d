import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sendTo } from '../../../src/background/http';
import { succeed } from '../../../src/domain/failure';
import type { Access, VendorReply } from '../../../src/vendors/api';
import { clarifeyeApi } from '../../../src/vendors/clarifeye/api';
import { clarityqApi } from '../../../src/vendors/clarityq/api';
import { A } from '../vendors/addresses';
import { conversation, row } from '../vendors/clarifeye/fixtures';
import { lineOf } from '../vendors/line';
import { almost, CASES, json } from './cases';

const SOUND = [
  { status: 'COMPLETED' },
  { conversation_id: A, updated_at: '2026-03-04T05:06:07Z', rating: 'POSITIVE', comment: 'x' },
  { detail: [{ loc: ['body', 'comment'], msg: 'too long', type: 'string_too_long' }] },
  { error: 'No.' },
  row,
  { count: 1, next: null, previous: null, results: [row] },
  [{ id: A, name: 'Project' }],
  {
    id: A,
    name: 'Leave',
    chat_history: [
      { role: 'user', type: 'message', content: 'How?', query_id: 0, timestamp: 'x' },
      { role: 'assistant', type: 'message', content: 'So.', query_id: 0, timestamp: 'x' },
    ],
  },
];
const status = fc.constantFrom(200, 201, 204, 301, 400, 401, 403, 404, 409, 422, 429, 500, 503, 0);
const body: fc.Arbitrary<VendorReply['body']> = fc.oneof(
  fc.oneof(json, almost(...SOUND)).map((value) => ({ kind: 'json' as const, value })),
  fc.constantFrom({ kind: 'none' as const }, { kind: 'html' as const }, { kind: 'other' as const }),
);
const reply: fc.Arbitrary<VendorReply> = fc.record({
  status,
  body,
  serverTime: fc.option(fc.integer()),
  retryAfterMs: fc.option(fc.nat()),
});

/** What each call makes of these replies, given in turn and then over again. */
async function results(replies: VendorReply[]): Promise<unknown[]> {
  let turn = 0;
  const line: Access = lineOf({ scope: null }).access;
  const access: Access = {
    ...line,
    send: async () => succeed(replies[turn++ % replies.length] as VendorReply),
  };
  const feedback = { rating: 'good', comment: 'x' } as const;
  const submission = { conversation, turn: 0, feedback };
  const search = { conversation, turn: 0, since: null };
  return Promise.all([
    ...[clarityqApi, clarifeyeApi].flatMap((api) => [
      api.probe(access),
      api.look(access, conversation),
      api.submit(access, submission, null),
    ]),
    clarifeyeApi.submit(access, submission, 'row'),
    clarifeyeApi.find?.(access, search),
    clarifeyeApi.reviewed?.(access, conversation),
    clarifeyeApi.retract?.(access, conversation, 'row'),
  ]);
}

test('whatever a vendor answers, every call ends in a value', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(reply, { minLength: 1, maxLength: 3 }), async (replies) => {
      for (const result of (await results(replies)) as { ok: boolean; failure?: object }[]) {
        if (result.ok) expect(result).toHaveProperty('value');
        else expect(result.failure).toHaveProperty('kind');
        expect(() => JSON.stringify(result)).not.toThrow();
      }
    }),
    CASES,
  );
});

test('whatever bytes and headers come over the wire, they are a reply or a failure', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    json.map((value) => new TextEncoder().encode(JSON.stringify(value))),
    fc.string({ unit: 'binary' }).map((text) => new TextEncoder().encode(`<html>${text}`)),
  );
  const header = fc.stringMatching(/^[ -~]{0,40}$/);
  const type = fc.oneof(fc.constantFrom('application/json', 'text/html', ''), header);
  const sent = fc.tuple(bytes, fc.integer({ min: 200, max: 599 }), type, header, header);
  await fc.assert(
    fc.asyncProperty(sent, async ([content, code, contentType, date, retryAfter]) => {
      const headers = { 'Content-Type': contentType, Date: date, 'Retry-After': retryAfter };
      const bare = [204, 205, 304].includes(code);
      const send = sendTo('https://api.clarityq.ai', {
        fetch: async () =>
          new Response(bare ? null : new Uint8Array(content), { status: code, headers }),
        permitted: async () => true,
        online: () => true,
        now: () => 1_000,
      });
      const request = {
        method: 'GET',
        path: '/',
        headers: { 'X-API-Key': 'cq_live_7Hd2mQx9' },
      } as const;
      const result = await send(request, new AbortController().signal);
      if (!result.ok) expect(result.failure).toEqual({ kind: 'redirected' });
      else {
        expect(result.value.status).toBe(code);
        expect(result.value.retryAfterMs ?? 0).toBeGreaterThanOrEqual(0);
        expect(['json', 'none', 'html', 'other']).toContain(result.value.body.kind);
      }
    }),
    CASES,
  );
});
