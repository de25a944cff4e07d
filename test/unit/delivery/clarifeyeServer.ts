import { type Feedback, NOTHING } from '../../../src/domain/feedback';
import type { VendorRequest } from '../../../src/vendors/api';
import type { Clock } from './clock';
import { type Commit, hasExactly, type Server, type ServerReply } from './server';

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
  /** Whether the vendor's team has read it. */
  reviewed: boolean;
}

/** Clarifeye in memory: every POST makes a row, and an administrator lists everybody's. */
export interface ClarifeyeServer extends Server {
  rows: ServerRow[];
  /** The query ids of each conversation. */
  turns: Map<string, number[]>;
  /** When a question was asked, by its query id, where that is later than an hour before all began. */
  askedAt: Map<number, number>;
  /** Whether the history says when its entries were made. */
  tellsTimes: boolean;
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
  const begun = clock.true();
  const commits: Commit[] = [];
  const commit = (row: ServerRow, gone: boolean): void => {
    const { conversation, turn } = row;
    const at = clock.true();
    commits.push({
      conversation: conversation ?? '',
      turn,
      feedback: gone ? NOTHING : feedbackOf(row),
      at,
    });
  };
  const shown = (row: ServerRow): unknown => ({
    id: row.id,
    created_at: new Date(row.createdAt).toISOString(),
    updated_at: new Date(row.updatedAt).toISOString(),
    given_by: { id: 7, email: row.by },
    status: row.reviewed ? 'reviewed' : 'to_review',
    feedback: row.feedback,
    is_positive: row.is_positive,
    context: row.conversation && { conversation_id: row.conversation, query_id: row.turn },
  });
  const create = (request: VendorRequest): ServerReply => {
    const content = contentOf(request.json);
    const context = contextOf(request.json);
    if (!content || !context) return { status: 400, json: { feedback: ['malformed'] } };
    const wanted = request.headers['X-Impersonate-Email'];
    const by = wanted && server.mayActAs.includes(wanted) ? wanted : server.owner;
    const row = server.plant({
      ...content,
      ...context,
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
      // Of two rows that say the same one can go, and what the person said still stands.
      if (!server.rows.some((other) => saysTheSame(other, row))) commit(row, true);
      return { status: 204 };
    }
    const content = hasExactly(request.json, 'feedback', 'is_positive') && contentOf(request.json);
    if (!content) return { status: 400, json: { feedback: ['malformed'] } };
    Object.assign(row, content, { updatedAt: server.time() });
    commit(row, false);
    return { status: 200, json: shown(row) };
  };
  const list = (path: string): ServerReply => {
    if (server.refuses.list) return { status: 403, json: { error: 'not allowed' } };
    const query = new URLSearchParams(path.split('?')[1]);
    const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))];
    const isMeant = ({ reviewed }: ServerRow) => reviewed || query.get('status') !== 'reviewed';
    const rows = server.rows.filter(isMeant).sort((a, b) => b.updatedAt - a.updatedAt);
    const results = rows.slice(offset, offset + limit).map(shown);
    return { status: 200, json: { count: rows.length, next: null, previous: null, results } };
  };
  const history = (id: string): ServerReply => {
    const turns = server.turns.get(id);
    if (!turns) return { status: 404, json: { error: 'no such conversation' } };
    const chat_history = turns.flatMap((query_id) => {
      const at = server.askedAt.get(query_id) ?? begun - 3_600_000;
      const entry = { type: 'message', query_id };
      const timestamp = server.tellsTimes ? new Date(at).toISOString() : undefined;
      return [
        { ...entry, role: 'user', content: 'Why?', timestamp },
        { ...entry, role: 'assistant', content: 'Because.', timestamp },
      ];
    });
    return { status: 200, json: { name: 'Why', chat_history } };
  };
  /** Of which conversation each row is, also once it has gone. */
  const conversationOf = new Map<number, string>();
  const server: ClarifeyeServer = {
    origin: 'https://eu.app.clarifeye.ai',
    rows: [],
    turns: new Map(conversations.map((id) => [id, [0, 1]])),
    askedAt: new Map(),
    tellsTimes: true,
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
        ...{ createdAt: at, updatedAt: at, reviewed: false },
        ...row,
      };
      server.rows.push(planted);
      if (planted.conversation) conversationOf.set(planted.id, planted.conversation);
      return planted;
    },
    writesTo({ method, path, json }) {
      if (method === 'GET') return null;
      if (method === 'POST') return contextOf(json)?.conversation ?? '';
      return conversationOf.get(idIn(path)) ?? '';
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

/** A row's feedback as the person meant it. */
export function feedbackOf({ feedback, is_positive }: ServerRow): Feedback {
  const rating = is_positive === null ? 'neutral' : is_positive ? 'good' : 'bad';
  return { rating, comment: feedback };
}

function contentOf(json: unknown): Pick<ServerRow, 'feedback' | 'is_positive'> | null {
  const { feedback, is_positive } = json as Partial<ServerRow>;
  const isRating = is_positive === null || typeof is_positive === 'boolean';
  return typeof feedback === 'string' && isRating ? { feedback, is_positive } : null;
}

function contextOf(json: unknown): { conversation: string; turn: number } | null {
  if (!hasExactly(json, 'feedback', 'is_positive', 'context')) return null;
  const { context } = json;
  if (!hasExactly(context, 'conversation_id', 'query_id', 'source')) return null;
  const { conversation_id, query_id, source } = context;
  if (typeof conversation_id !== 'string' || !Number.isInteger(query_id)) return null;
  return source === 'PlaygroundConversation'
    ? { conversation: conversation_id, turn: Number(query_id) }
    : null;
}

function saysTheSame(one: ServerRow, other: ServerRow): boolean {
  const content = ({ conversation, turn, by, feedback, is_positive }: ServerRow) =>
    JSON.stringify([conversation, turn, by, feedback, is_positive]);
  return content(one) === content(other);
}
