import type { Conversation } from '../../domain/conversation';
import { type Failure, fail, type Result, succeed } from '../../domain/failure';
import type { Access, Api, Found, Receipt, Search, VendorReply, VendorRequest } from '../api';
import { failureOf, readReply, WRONG_SHAPE } from '../reply';
import { type Read, read, type Shape } from '../shape';
import {
  answersIn,
  changeRequest,
  conversationReply,
  createRequest,
  decode,
  encode,
  listReply,
  projectsIn,
  projectsReply,
  type Row,
  rowReply,
} from './wire';

const KEY_HEADER = 'Authorization';
/** Rows asked for at once: some hundred kB, far from the largest reply that is read. */
const PAGE_ROWS = 500;
/** Rows asked for first where a moment is named: mostly it has just passed. */
const RECENT_ROWS = 50;
/** Pages read at most in one search; admins see the rows of everybody in the project. */
const PAGES_READ = 10;

/** No project is known, so there is nothing that could be asked for; Options is where to mend it. */
const NO_PROJECT: Failure = { kind: 'not-found' };

/** Clarifeye's calls: rows of feedback on any answer, made, changed, listed and deleted one by one. */
export const clarifeyeApi: Api = {
  id: 'clarifeye',
  keyHeader: KEY_HEADER,
  afterLostReply: 'find first',

  /**
   * Lists the projects the token can see; where the server has no such list, it is left out. A
   * project that is not in it is asked for its feedback, because the list is not documented.
   */
  async probe(access) {
    const listed = await call(access, { method: 'GET', path: '/api/v1/projects/' });
    if (!listed.ok) return listed;
    const { status, body } = listed.value;
    // A page in place of the API's 404 comes from something that never looked at the token.
    if (status === 404 && body.kind === 'html') return fail({ kind: 'intercepted' });
    const read = readReply(listed.value, projectsReply, 'rejected');
    if (!read.ok && read.failure.kind !== 'not-found') return read;
    const scopes = read.ok ? projectsIn(read.value) : null;
    const { scope } = access.connection;
    if (scope && !scopes?.some((project) => project.id === scope)) {
      const tried = await get(access, `${inProject(scope)}/feedbacks/?limit=1`, listReply);
      if (!tried.ok) return tried;
    }
    return succeed({ person: null, scopes });
  },

  /** Archived conversations are asked for apart, and only when there is no other. */
  async look(access, conversation) {
    const project = projectOf(access, conversation);
    if (!project) return fail(NO_PROJECT);
    const path = `${project}/playground-conversations/${encodeURIComponent(conversation.id)}/`;
    const first = await get(access, path, conversationReply);
    const found =
      !first.ok && first.failure.kind === 'not-found'
        ? await get(access, `${path}?include_archived=true`, conversationReply)
        : first;
    if (!found.ok) return found;
    const { value, serverTime } = found.value;
    const answers = answersIn(value.chat_history ?? []);
    const phase = answers.at(-1)?.ready ? 'ready' : 'answering';
    return succeed({ phase, title: value.name || null, answers, serverTime });
  },

  /** Changes the row or makes a new one. A row that is gone stays `not-found`: delivery decides. */
  async submit(access, { conversation, turn, feedback }, row) {
    const project = projectOf(access, conversation);
    if (!project) return fail(NO_PROJECT);
    const request = row === null ? create(conversation.id, turn) : change(row);
    const json = read(request.schema, { ...encode(feedback), ...request.context });
    // Only an id that is none gets here, which no vendor could find. Status 0: never sent.
    if (!json) return fail({ kind: 'rejected', status: 0, message: '' });
    const reply = await call(access, {
      method: request.method,
      path: `${project}/feedbacks/${request.path}`,
      json,
    });
    if (!reply.ok) return reply;
    const answer = readReply(reply.value, rowReply, 'rejected');
    if (!answer.ok) return answer;
    const stored = decode(answer.value);
    const at = stored.updatedAt ?? stored.createdAt ?? reply.value.serverTime;
    if (at === null) return fail(WRONG_SHAPE);
    return succeed(receiptOf(stored, conversation.id, at));
  },

  /**
   * Reads the list from its newest change back to `since`, {@link PAGES_READ} pages at most. Rows
   * of everybody the token may see are told, with their authors. `unassigned` also stands for a
   * row that cannot be read, and for the rest of a list too long to be read to its end.
   */
  async find(access, search) {
    const project = projectOf(access, search.conversation);
    if (!project) return fail(NO_PROJECT);
    const found = new Map<string, Receipt>();
    let unassigned = false;
    let offset = 0;
    let limit = search.since === null ? PAGE_ROWS : RECENT_ROWS;
    for (let page = 0; page < PAGES_READ; page += 1) {
      const query = `limit=${limit}&offset=${offset}`;
      const listed = await get(access, `${project}/feedbacks/?${query}`, listReply);
      if (!listed.ok) return listed;
      const { results } = listed.value.value;
      const rows = results.map((item) => {
        const reply = read(rowReply, item);
        return reply ? decode(reply) : null;
      });
      for (const row of rows) {
        const verdict = judge(row, search);
        if (verdict === 'unassigned') unassigned = true;
        else if (verdict) found.set(verdict.row ?? '', verdict);
      }
      if (results.length < limit || isBefore(rows.at(-1)?.updatedAt, search.since)) {
        return succeed({ rows: [...found.values()], unassigned });
      }
      offset += limit;
      limit = PAGE_ROWS;
    }
    return succeed<Found>({ rows: [...found.values()], unassigned: true });
  },

  async reviewed(access, conversation) {
    const project = projectOf(access, conversation);
    if (!project) return fail(NO_PROJECT);
    const listed = await get(access, `${project}/feedbacks/?status=reviewed&limit=100`, listReply);
    if (!listed.ok) return listed;
    return succeed(
      listed.value.value.results.flatMap((item) => {
        const reply = read(rowReply, item);
        return reply ? [decode(reply).row] : [];
      }),
    );
  },

  /** Deletes a row. One that is not there counts as deleted: that is what was wanted. */
  async retract(access, conversation, row) {
    const project = projectOf(access, conversation);
    if (!project) return fail(NO_PROJECT);
    const path = `${project}/feedbacks/${encodeURIComponent(row)}/`;
    const reply = await call(access, { method: 'DELETE', path });
    if (!reply.ok) return reply;
    const failure = failureOf(reply.value, 'rejected');
    if (failure) return failure.kind === 'not-found' ? succeed(null) : fail(failure);
    return reply.value.body.kind === 'html' ? fail({ kind: 'intercepted' }) : succeed(null);
  },
};

function create(conversationId: string, turn: number) {
  return {
    method: 'POST',
    path: '',
    schema: createRequest,
    context: {
      context: {
        conversation_id: conversationId,
        query_id: turn,
        source: 'PlaygroundConversation',
      },
    },
  } as const;
}

function change(row: string) {
  return {
    method: 'PATCH',
    path: `${encodeURIComponent(row)}/`,
    schema: changeRequest,
    context: {},
  } as const;
}

/** Whether a row is looked for: as a receipt, as one nobody can assign, or null where it is not. */
function judge(row: Row | null, search: Search): Receipt | 'unassigned' | null {
  if (row === null) return 'unassigned';
  const at = row.updatedAt ?? row.createdAt;
  if (at === null) return 'unassigned';
  if (isBefore(row.createdAt ?? at, search.since)) return null;
  if (row.conversationId === null) return 'unassigned';
  if (row.conversationId !== search.conversation.id) return null;
  if (search.turn !== null) {
    if (row.turn === null) return 'unassigned';
    if (row.turn !== search.turn) return null;
  }
  return receiptOf(row, row.conversationId, at);
}

function isBefore(at: number | null | undefined, since: number | null): boolean {
  return since !== null && typeof at === 'number' && at < since;
}

/** A receipt; a reply that names no conversation cannot contradict the one that was meant. */
function receiptOf(row: Row, conversationId: string, at: number): Receipt {
  return {
    row: row.row,
    feedback: row.feedback,
    conversationId: row.conversationId ?? conversationId,
    turn: row.turn,
    at,
    author: row.author,
    reviewed: row.reviewed,
  };
}

/** Path of the conversation's project; null where neither the page nor the connection knows it. */
function projectOf({ connection }: Access, conversation: Conversation): string | null {
  const project = conversation.scope ?? connection.scope;
  return project ? inProject(project) : null;
}

function inProject(project: string): string {
  return `/api/v1/projects/${encodeURIComponent(project)}`;
}

async function get<T extends Shape>(
  access: Access,
  path: string,
  schema: T,
): Promise<Result<{ value: Read<T>; serverTime: number | null }>> {
  const reply = await call(access, { method: 'GET', path });
  if (!reply.ok) return reply;
  const read = readReply(reply.value, schema, 'rejected');
  if (!read.ok) return read;
  return succeed({ value: read.value, serverTime: reply.value.serverTime });
}

function call(
  { connection, key, send, signal }: Access,
  request: Omit<VendorRequest, 'headers'>,
): Promise<Result<VendorReply>> {
  const headers: Record<string, string> = {
    [KEY_HEADER]: /^token /i.test(key) ? key : `Bearer ${key}`,
  };
  if (connection.actAs) headers['X-Impersonate-Email'] = connection.actAs;
  return send({ ...request, headers }, signal);
}
