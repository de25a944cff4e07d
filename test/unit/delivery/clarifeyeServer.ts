import { NOTHING } from '../../../src/domain/feedback';
import type { VendorRequest } from '../../../src/vendors/api';
import { changeRequest, createRequest, decode } from '../../../src/vendors/clarifeye/wire';
import type { Clock } from './clock';
import type { Commit, Server, ServerReply } from './server';

/** A row of feedback as Clarifeye keeps it. */
export interface ServerRow {
  id: number;
  conversation: string | null;
  turn: number;
  by: string;
  feedback: string;
  is_positive: boolean | null;
  createdAt: number;
  updatedAt: number;
}

/** Clarifeye in memory: every POST makes a row, and an administrator lists everybody's. */
export interface ClarifeyeServer extends Server {
  rows: ServerRow[];
  /** The query ids of each conversation. */
  turns: Map<string, number[]>;
  /** Whom the token belongs to, and whom it may act as; anybody else is silently the owner. */
  owner: string;
  mayActAs: string[];
  /** Refuses what is asked of it with this status. */
  refuses: { key?: boolean; list?: boolean };
  /** The server's clock less true time, milliseconds. */
  skew: number;
  /** A row made by somebody else, or by the vendor's own thumbs. */
  plant(row: Partial<ServerRow> & { conversation: string | null }): ServerRow;
}

export const OWNER = 'owner@example.com';

/** A server whose conversations hold the answers 0 and 1. */
export function clarifeyeServer(clock: Clock, conversations: string[]): ClarifeyeServer {
  let ids = 100;
  const commits: Commit[] = [];
  const commit = (row: ServerRow, gone: boolean): void => {
    const { feedback } = decode({
      id: row.id,
      feedback: row.feedback,
      is_positive: row.is_positive,
    });
    const { conversation, turn } = row;
    const at = clock.true();
    commits.push({
      conversation: conversation ?? '',
      turn,
      feedback: gone ? NOTHING : feedback,
      at,
    });
  };
  const shown = (row: ServerRow): unknown => ({
    id: row.id,
    created_at: new Date(row.createdAt).toISOString(),
    updated_at: new Date(row.updatedAt).toISOString(),
    given_by: { id: 7, email: row.by },
    status: 'to_review',
    feedback: row.feedback,
    is_positive: row.is_positive,
    context: row.conversation && { conversation_id: row.conversation, query_id: row.turn },
  });
  const create = (request: VendorRequest): ServerReply => {
    const body = createRequest.safeParse(request.json);
    if (!body.success) return { status: 400, json: { feedback: ['malformed'] } };
    const { context, ...content } = body.data;
    const wanted = request.headers['X-Impersonate-Email'];
    const by = wanted && server.mayActAs.includes(wanted) ? wanted : server.owner;
    const row = server.plant({
      ...content,
      conversation: context.conversation_id,
      turn: context.query_id,
      by,
    });
    commit(row, false);
    return { status: 201, json: shown(row) };
  };
  const one = (request: VendorRequest, id: number): ServerReply => {
    const row = server.rows.find((known) => known.id === id);
    if (!row) return { status: 404, json: { error: 'no such row' } };
    if (request.method === 'DELETE') {
      server.rows.splice(server.rows.indexOf(row), 1);
      commit(row, true);
      return { status: 204 };
    }
    const body = changeRequest.safeParse(request.json);
    if (!body.success) return { status: 400, json: { feedback: ['malformed'] } };
    Object.assign(row, body.data, { updatedAt: server.time() });
    commit(row, false);
    return { status: 200, json: shown(row) };
  };
  const list = (path: string): ServerReply => {
    if (server.refuses.list) return { status: 403, json: { error: 'not allowed' } };
    const query = new URLSearchParams(path.split('?')[1]);
    const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))];
    const rows = [...server.rows].sort((a, b) => b.updatedAt - a.updatedAt);
    const results = rows.slice(offset, offset + limit).map(shown);
    return { status: 200, json: { count: rows.length, next: null, previous: null, results } };
  };
  const history = (id: string): ServerReply => {
    const turns = server.turns.get(id);
    if (!turns) return { status: 404, json: { error: 'no such conversation' } };
    const chat_history = turns.flatMap((query_id) => [
      { role: 'user', type: 'message', content: 'Why?', query_id },
      { role: 'assistant', type: 'message', content: 'Because.', query_id },
    ]);
    return { status: 200, json: { name: 'Why', chat_history } };
  };
  const server: ClarifeyeServer = {
    origin: 'https://eu.app.clarifeye.ai',
    rows: [],
    turns: new Map(conversations.map((id) => [id, [0, 1]])),
    commits,
    owner: OWNER,
    mayActAs: [],
    refuses: {},
    skew: 0,
    time: () => clock.true() + server.skew,
    plant(row) {
      ids += 1;
      const at = server.time();
      const planted: ServerRow = {
        ...{ id: ids, turn: 0, by: OWNER, feedback: '', is_positive: true },
        ...{ createdAt: at, updatedAt: at },
        ...row,
      };
      server.rows.push(planted);
      return planted;
    },
    writesTo({ method, path, json }) {
      if (method === 'GET') return null;
      if (method === 'POST') return createRequest.parse(json).context.conversation_id;
      return server.rows.find(({ id }) => id === idIn(path))?.conversation ?? '';
    },
    handle(request) {
      if (server.refuses.key) return { status: 401, json: { error: 'bad token' } };
      const conversation = /playground-conversations\/([^/]+)\//.exec(request.path)?.[1];
      if (conversation) return history(conversation);
      if (request.method === 'POST') return create(request);
      return request.method === 'GET' ? list(request.path) : one(request, idIn(request.path));
    },
  };
  return server;
}

function idIn(path: string): number {
  return Number(/feedbacks\/(\d+)\//.exec(path)?.[1]);
}
