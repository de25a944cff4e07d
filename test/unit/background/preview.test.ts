import { describe, expect, test, vi } from 'vitest';
import { sendTo } from '../../../src/background/http';
import { preview } from '../../../src/background/preview';
import { send } from '../../../src/background/submission';
import { begin } from '../../../src/domain/entry';
import type { Feedback } from '../../../src/domain/feedback';
import { apiById } from '../../../src/vendors/api';
import { CONVERSATION, GOOD, NOTHING, receipt, WORDS } from '../domain/entries';
import { connection } from './stores';
import { workerWith } from './worlds';

const PRODUCT = { ...CONVERSATION, scope: 'p1' };
const EU = 'https://eu.app.clarifeye.ai';
const CLARIFEYE = { ...CONVERSATION, vendor: 'clarifeye', origin: EU, scope: 'q1' };
const CLARITYQ_ROW = connection({ scope: 'p1' });
const CLARIFEYE_ROW = connection({ vendor: 'clarifeye', origin: EU, actAs: 'mira@n.example' });
const PAGE = { title: 'Revenue', address: 'https://app.clarityq.ai/c' };
const MASK = '••••••••';
type Conversation = typeof PRODUCT;

/** A worker with the vendors' own calls, and a key that must be seen nowhere. */
async function working(row = CLARITYQ_ROW, key = 'secret-key') {
  const worker = await workerWith(row);
  worker.world.apiOf = apiById;
  const api = apiById(row.vendor);
  if (!api) throw new Error(`no api ${row.vendor}`);
  await worker.vault.seal(row, api.keyHeader, key);
  const told = async (conversation: Conversation, feedback: Feedback, turn = 1) =>
    (await preview(worker.world, { conversation, turn, feedback })).request;
  return { ...worker, api, key, row, told };
}

describe('what will be sent', () => {
  test('to ClarityQ: the whole feedback, with the key masked', async () => {
    const { told } = await working();
    const id = CONVERSATION.id;
    expect((await told(PRODUCT, WORDS))?.split('\n')).toEqual([
      `PUT https://api.clarityq.ai/api/v1/products/p1/conversations/${id}/feedback`,
      'Accept: application/json',
      'Content-Type: application/json',
      `X-API-Key: ${MASK}`,
      '',
      '{"rating":"POSITIVE","comment":"The join is wrong."}',
    ]);
  });

  test('to Clarifeye: a new row, a change of the row there is, or its end', async () => {
    const { told, ledger } = await working(CLARIFEYE_ROW);
    const rows = `${EU}/api/v1/projects/q1/feedbacks/`;
    expect((await told(CLARIFEYE, GOOD, 0))?.split('\n')).toEqual([
      `POST ${rows}`,
      'Accept: application/json',
      'Content-Type: application/json',
      `Authorization: Bearer ${MASK}`,
      'X-Impersonate-Email: mira@n.example',
      '',
      `{"feedback":"","is_positive":true,"context":{"conversation_id":"${CONVERSATION.id}","query_id":0,"source":"PlaygroundConversation"}}`,
    ]);
    expect(await told(CLARIFEYE, NOTHING, 0)).toBeNull();
    const ref = { conversation: CLARIFEYE, turn: 0, connection: CLARIFEYE_ROW.id };
    await ledger.change(ref, () => ({
      ...begin({ ...ref, key: 'k', page: PAGE, question: null, stored: receipt(GOOD) }, 0),
      intent: GOOD,
    }));
    expect(await told(CLARIFEYE, WORDS, 0)).toMatch(
      new RegExp(
        `^PATCH ${rows}r1/\\n[^]*\\n\\n\\{"feedback":"The join is wrong.","is_positive":true\\}$`,
      ),
    );
    expect(await told(CLARIFEYE, NOTHING, 0)).toMatch(new RegExp(`^DELETE ${rows}r1/\\n[^{]*$`));
  });

  test('keeps the word before a key, which decides on the header', async () => {
    const { told } = await working(CLARIFEYE_ROW, 'Token abc');
    expect(await told(CLARIFEYE, GOOD, 0)).toContain(`Authorization: Token ${MASK}\n`);
  });

  test.each(['abc ', 'abc def', ' abc', 'abc\n'])(
    'a key as odd as %j is masked as a whole',
    async (key) => {
      const { told } = await working(CLARITYQ_ROW, key);
      const shown = await told(PRODUCT, GOOD);
      expect(shown).toContain(`X-API-Key: ${MASK}\n`);
      expect(shown).not.toContain('abc');
    },
  );

  test('is what delivery sends, but for the key', async () => {
    for (const row of [CLARITYQ_ROW, CLARIFEYE_ROW]) {
      const { told, world, api, key } = await working(row);
      const conversation = row.vendor === 'clarityq' ? PRODUCT : CLARIFEYE;
      const requests: string[] = [];
      const fetched: typeof fetch = async (url, init) => {
        const headers = Object.entries(init?.headers ?? {}).map((pair) => pair.join(': '));
        requests.push([`${init?.method} ${url}`, ...headers, '', init?.body].join('\n'));
        return new Response('{}');
      };
      const wire = {
        fetch: fetched,
        permitted: async () => true,
        online: () => true,
        now: Date.now,
      };
      const { signal } = world;
      const access = { connection: row, api, key, send: sendTo(row.origin, wire), signal };
      const entry = { conversation, turn: 0, intent: WORDS, stored: null, attempt: null };
      await send(world, access, entry);
      expect(requests).toEqual([(await told(conversation, WORDS, 0))?.replace(MASK, key)]);
    }
  });

  test('shows no part of a key, opens nothing and writes nothing', async () => {
    const { told, settings, ledger, world } = await working();
    const fetched = vi.spyOn(globalThis, 'fetch');
    const before = [await settings.connections(), await ledger.count()];
    expect(await told(PRODUCT, WORDS)).not.toContain('secret');
    world.vault.open = async () => ({ ok: false, failure: { kind: 'locked' } });
    expect(await told(PRODUCT, WORDS)).toContain(`X-API-Key: ${MASK}`);
    expect([await settings.connections(), await ledger.count()]).toEqual(before);
    expect(fetched).not.toHaveBeenCalled();
    fetched.mockRestore();
  });

  test('is nothing without a connection, a product, or for what cannot be said', async () => {
    const { told } = await working();
    expect(await told(CLARIFEYE, GOOD)).toBeNull();
    expect(await told(PRODUCT, { rating: 'neutral', comment: '' })).toBeNull();
    const unbound = await working(connection({ scope: null }));
    expect(await unbound.told(CONVERSATION as unknown as Conversation, GOOD)).toBeNull();
  });
});
