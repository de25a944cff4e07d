import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call, callClarifeye } from '../../sandbox/client.ts';
import { FIXTURES, type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';

const known = FIXTURES.clarifeye;
const { conversations: ids, tokens, people } = known;
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const inProject = (rest: string, project: string = known.projectId) =>
  `/api/v1/projects/${project}/${rest}`;
const feedbackFor = (conversation_id: string, query_id: number, rest: object = {}) => ({
  context: { conversation_id, query_id, source: 'PlaygroundConversation' },
  feedback: '',
  is_positive: true,
  ...rest,
});
const ask = (path: string, token?: string, headers?: Record<string, string>) =>
  callClarifeye(sandbox.port, { path, headers }, token);
const send = (
  method: string,
  path: string,
  body?: unknown,
  token?: string,
  headers?: Record<string, string>,
) => callClarifeye(sandbox.port, { method, path, body, headers }, token);
const post = (body: unknown, token?: string, headers?: Record<string, string>) =>
  send('POST', inProject('feedbacks/'), body, token, headers);
const idsIn = (answer: { json: unknown }) =>
  (answer.json as { results: { id: string }[] }).results.map((row) => row.id);

describe('POST feedbacks/', () => {
  test('makes a new row each time, under query_id 0 as under any other', async () => {
    const first = await post(feedbackFor(ids.leave, 0, { is_positive: null }));
    const second = await post(feedbackFor(ids.leave, 0, { feedback: 'Again.' }));
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.json).toMatchObject({
      given_by: people.member,
      status: 'to_review',
      feedback: '',
      is_positive: null,
      context: { conversation_id: ids.leave, query_id: 0, source: 'PlaygroundConversation' },
      user_message: 'Who is covered by the parental leave policy?',
      conversation_title: 'Parental leave, part-time',
    });
    expect(sandbox.clarifeye.rows(ids.leave).map((row) => row.feedback)).toEqual(['', 'Again.']);
    expect(sandbox.violations).toEqual([]);
  });

  test.each([
    ['no context', { feedback: '', is_positive: true }, 'context'],
    ['a query that does not exist', feedbackFor(ids.gaps, 1), 'context'],
    ['a conversation that does not exist', feedbackFor(known.unknownConversation, 0), 'context'],
    ['a conversation out of reach', feedbackFor(ids.private, 0), 'context'],
    ['a text that is none', feedbackFor(ids.leave, 0, { feedback: null }), 'feedback'],
    ['a value that is none', feedbackFor(ids.leave, 0, { is_positive: 'yes' }), 'is_positive'],
  ])('answers 400 by field for %s', async (_case, body, field) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ [field]: [expect.any(String)] });
    expect(sandbox.clarifeye.rows()).toEqual([]);
  });

  test('answers 400 with a sentence for a body that is no JSON', async () => {
    const answer = await post('{"context":');
    expect([answer.status, answer.json]).toEqual([400, { detail: expect.any(String) }]);
  });
});

describe('whose rows', () => {
  test('a member sees their own, an admin sees everybody’s, newest update first', async () => {
    sandbox.clarifeye.addRow({ conversationId: ids.leave, queryId: 0, at: 3000 });
    const theirs = { conversationId: ids.private, queryId: 0, by: people.second.email };
    sandbox.clarifeye.addRow({ ...theirs, at: 2000 });
    sandbox.clarifeye.addRow({ conversationId: ids.leave, queryId: 1, at: 1000 });
    const [newest, foreign, oldest] = sandbox.clarifeye.rows().map((row) => row.id);
    expect(idsIn(await ask(inProject('feedbacks/')))).toEqual([newest, oldest]);
    const all = await ask(inProject('feedbacks/'), tokens.admin);
    expect(idsIn(all)).toEqual([newest, foreign, oldest]);
    expect(sandbox.violations).toEqual([]);
  });

  test('PATCH and DELETE reach one’s own rows, and anybody’s for an admin', async () => {
    const theirs = sandbox.clarifeye.addRow({
      conversationId: ids.private,
      queryId: 0,
      by: people.second.email,
    });
    const path = inProject(`feedbacks/${theirs.id}/`);
    const change = { is_positive: false };
    expect((await send('PATCH', path, change)).status).toBe(404);
    sandbox.clarifeye.foreignRowStatus = 403;
    expect((await send('DELETE', path)).status).toBe(403);
    expect((await send('PATCH', path, change, tokens.admin)).json).toMatchObject({
      is_positive: false,
      given_by: people.second,
    });
    const gone = await send('DELETE', path, undefined, tokens.second);
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect((await send('PATCH', path, change, tokens.second)).status).toBe(404);
    expect(sandbox.clarifeye.rows()).toEqual([]);
  });

  test('PATCH changes what it names and nothing else', async () => {
    const row = sandbox.clarifeye.addRow({
      conversationId: ids.leave,
      queryId: 2,
      feedback: 'Kept.',
      at: 1000,
    });
    const answer = await send('PATCH', inProject(`feedbacks/${row.id}/`), { is_positive: null });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ is_positive: null, feedback: 'Kept.' });
    expect(row.updated_at > row.created_at).toBe(true);
    const wrong = await send('PATCH', inProject(`feedbacks/${row.id}/`), { status: 'done' });
    expect([wrong.status, wrong.json]).toEqual([400, { status: [expect.any(String)] }]);
  });
});

describe('GET feedbacks/', () => {
  test('filters by status, value and search, and pages with an envelope', async () => {
    for (const [index, feedback] of ['Wrong section', 'Fine', 'wrong year'].entries()) {
      const row = { conversationId: ids.leave, queryId: index, feedback, at: index * 1000 };
      sandbox.clarifeye.addRow({ ...row, isPositive: index === 1 });
    }
    const [first, second, third] = sandbox.clarifeye.rows().map((row) => row.id);
    const list = async (query: string) => idsIn(await ask(inProject(`feedbacks/?${query}`)));
    expect(await list('search=WRONG')).toEqual([third, first]);
    expect(await list('search=MIRA@')).toEqual([third, second, first]);
    expect(await list('is_positive=true')).toEqual([second]);
    expect(await list('status=reviewed')).toEqual([]);
    const page = await ask(inProject('feedbacks/?limit=1&offset=1'));
    expect(page.json).toMatchObject({
      count: 3,
      next: `https://${known.host}${inProject('feedbacks/')}?limit=1&offset=2`,
      previous: `https://${known.host}${inProject('feedbacks/')}?limit=1&offset=0`,
      results: [{ id: second }],
    });
  });

  test('gives 100 rows unless asked, at most 1000, and 400 by field beyond', async () => {
    for (let made = 0; made < 101; made++) {
      sandbox.clarifeye.addRow({ conversationId: ids.leave, queryId: 0 });
    }
    expect(idsIn(await ask(inProject('feedbacks/')))).toHaveLength(100);
    expect(idsIn(await ask(inProject('feedbacks/?limit=1000')))).toHaveLength(101);
    for (const limit of ['0', '1001', 'all']) {
      const answer = await ask(inProject(`feedbacks/?limit=${limit}`));
      expect([answer.status, answer.json]).toEqual([400, { limit: [expect.any(String)] }]);
    }
  });

  test.each(['context', 'conversation', 'conversation_id', 'none'] as const)(
    'can tell the conversation under %s',
    async (shape) => {
      sandbox.clarifeye.addRow({ conversationId: ids.leave, queryId: 0, shape });
      const { results } = (await ask(inProject('feedbacks/'))).json as {
        results: { context: { conversation_id?: string } & object; [field: string]: unknown }[];
      };
      const told = results.map(({ context, conversation, conversation_id }) => ({
        context: context.conversation_id,
        conversation,
        conversation_id,
      }));
      expect(told).toEqual([shape === 'none' ? {} : { [shape]: ids.leave }]);
      expect(sandbox.violations).toEqual([]);
    },
  );

  test('counts, groups and marks as reviewed', async () => {
    sandbox.clarifeye.addRow({ conversationId: ids.leave, queryId: 0 });
    sandbox.clarifeye.addRow({ conversationId: ids.leave, queryId: 1 });
    sandbox.clarifeye.addRow({ conversationId: ids.gaps, queryId: 3, shape: 'none' });
    const path = inProject('feedbacks/mark_conversation_reviewed/');
    const marked = await send('POST', path, { conversation_id: ids.leave });
    expect(marked.json).toEqual({
      updated_count: 2,
      conversation_id: ids.leave,
      new_status: 'reviewed',
    });
    expect((await ask(inProject('feedbacks/counts/'))).json).toEqual({
      to_review: 1,
      reviewed: 2,
      conversations_to_review: 0,
      conversations_reviewed: 1,
      ungrouped_to_review: 1,
      ungrouped_reviewed: 0,
    });
    const grouped = await ask(inProject('feedbacks/grouped_by_conversation/?status=reviewed'));
    expect(grouped.json).toMatchObject({
      count: 1,
      results: [{ conversation_id: ids.leave, reviewed_count: 2 }],
    });
    expect(sandbox.violations).toEqual([]);
  });
});

describe('who may come in', () => {
  test('Bearer and Token both open; nothing else does', async () => {
    const status = async (authorization: string) =>
      (await ask('/api/v1/projects/', undefined, { authorization })).status;
    expect(await status(`Bearer ${tokens.member}`)).toBe(200);
    expect(await status(`Token ${tokens.member}`)).toBe(200);
    expect(await status(tokens.member)).toBe(401);
    expect(await status(`Bearer ${tokens.unknown}`)).toBe(401);
    expect(await status(`Bearer ${known.us.token}`)).toBe(401);
    const bare = await call(sandbox.port, { host: known.host, path: '/api/v1/projects/' });
    expect([bare.status, bare.json]).toEqual([401, { error: expect.any(String) }]);
  });

  test('each host has its own tokens and projects', async () => {
    for (const { host, token, projectId } of [known.us, known.own]) {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await call(sandbox.port, { host, path: '/api/v1/projects/', headers });
      expect(idsIn(answer)).toEqual([projectId]);
    }
    expect(idsIn(await ask('/api/v1/projects/'))).toEqual([known.projectId, known.secondProjectId]);
  });

  test('403 for a project without access, 404 for one that does not exist here', async () => {
    const hidden = await ask(inProject('feedbacks/', known.hiddenProjectId));
    expect([hidden.status, hidden.json]).toEqual([403, { error: expect.any(String) }]);
    expect((await ask(inProject('feedbacks/', known.unknownProjectId))).status).toBe(404);
    expect((await ask(inProject('feedbacks/', known.us.projectId))).status).toBe(404);
  });

  test('the project list can come bare', async () => {
    sandbox.clarifeye.projectsAs = 'list';
    expect((await ask('/api/v1/projects/')).json).toEqual([
      { id: known.projectId, name: known.projectName },
      { id: known.secondProjectId, name: known.secondProjectName },
    ]);
    expect(sandbox.violations).toEqual([]);
  });

  test('a token beside the page’s cookies is refused for CSRF, and nothing is stored', async () => {
    const cookie = 'sessionid=mira-lind-signed-in';
    const answer = await post(feedbackFor(ids.leave, 0), undefined, { cookie });
    expect(answer.status).toBe(403);
    expect(answer.json).toEqual({ detail: expect.stringContaining('CSRF') });
    expect(sandbox.clarifeye.rows()).toEqual([]);
    expect(sandbox.violations).toEqual([expect.stringContaining('cookies were sent')]);
  });

  test('the page’s session alone is let in, and shows its owner’s token', async () => {
    const headers = { cookie: 'sessionid=mira-lind-signed-in', 'x-web-client': 'app' };
    const path = '/api/v1/get-token/';
    const answer = await call(sandbox.port, { host: known.host, path, headers });
    expect(answer.json).toEqual({ token: tokens.member });
    expect(sandbox.requests.map((request) => request.origin)).toEqual(['page']);
  });
});

describe('the slash at the end', () => {
  test.each(['GET', 'POST', 'PATCH'])(
    'without it %s is redirected and does nothing',
    async (method) => {
      const path = inProject('feedbacks');
      const body = method === 'GET' ? undefined : feedbackFor(ids.leave, 0);
      const answer = await send(method, `${path}?limit=5`, body);
      expect([answer.status, answer.headers.location]).toEqual([301, `${path}/?limit=5`]);
      expect(sandbox.clarifeye.rows()).toEqual([]);
      expect(sandbox.violations).toEqual([expect.stringContaining('not in the contract')]);
    },
  );
});

describe('X-Impersonate-Email', () => {
  const giver = async (token: string, email: string) => {
    const headers = { 'x-impersonate-email': email };
    const answer = await post(feedbackFor(ids.shared, 0), token, headers);
    return [answer.status, (answer.json as { given_by?: object }).given_by];
  };

  test('with the right, the row is the target’s', async () => {
    expect(await giver(tokens.admin, people.second.email)).toEqual([201, people.second]);
    const headers = { 'x-impersonate-email': people.member.email };
    expect(idsIn(await ask(inProject('feedbacks/'), tokens.admin, headers))).toEqual([]);
  });

  test.each([
    ['without the right', tokens.member, people.second.email, people.member],
    ['for an unknown target', tokens.admin, 'nobody@northwind.example', people.admin],
    ['for a target outside the project', tokens.admin, people.stranger.email, people.admin],
  ])('%s it succeeds as the owner and says nothing', async (_case, token, email, owner) => {
    expect(await giver(token, email)).toEqual([201, owner]);
  });
});

describe('GET playground-conversations/{id}/', () => {
  const read = (id: string, token?: string, query = '') =>
    ask(inProject(`playground-conversations/${id}/${query}`), token);
  const queries = (answer: { json: unknown }) => {
    const { chat_history } = answer.json as { chat_history: { query_id: number }[] };
    return [...new Set(chat_history.map((entry) => entry.query_id))];
  };

  test('tells query ids that begin at 0 and leave gaps', async () => {
    expect(queries(await read(ids.leave))).toEqual([0, 1, 2]);
    expect(queries(await read(ids.gaps))).toEqual([0, 3, 7]);
    expect(sandbox.violations).toEqual([]);
  });

  test('a question is finished when it has an assistant’s message', async () => {
    const finished = async () =>
      (
        (await read(ids.inProgress)).json as {
          chat_history: { role: string; type: string; query_id: number }[];
        }
      ).chat_history
        .filter((entry) => entry.role === 'assistant' && entry.type === 'message')
        .map((entry) => entry.query_id);
    expect(await finished()).toEqual([0]);
    sandbox.clarifeye.finish(ids.inProgress);
    expect(await finished()).toEqual([0, 1]);
    expect(sandbox.clarifeye.ask(ids.inProgress, 'And a dock?')).toBe(2);
    expect(await finished()).toEqual([0, 1]);
  });

  test('an archived one only when asked for, a private one only for its owner or an admin', async () => {
    expect((await read(ids.archived)).status).toBe(404);
    const archived = await read(ids.archived, undefined, '?include_archived=true');
    expect(archived.json).toMatchObject({ id: ids.archived, is_archived: true });
    expect((await read(ids.private)).status).toBe(404);
    expect((await read(ids.private, tokens.second)).status).toBe(200);
    expect((await read(ids.private, tokens.admin)).status).toBe(200);
    expect((await read(ids.shared)).json).toMatchObject({
      is_shared: true,
      can_send_messages: false,
    });
  });

  test('404 for one that is unknown or of another project', async () => {
    expect((await read(known.unknownConversation)).status).toBe(404);
    expect((await read(ids.secondProject)).status).toBe(404);
  });
});
