import { type Feedback, NOTHING } from '../../../src/domain/feedback';
import type { VendorRequest } from '../../../src/vendors/api';
import type { Clock } from './clock';
import { type Commit, hasExactly, type Server, type ServerReply } from './server';

/** One answer of a conversation, with its only slot of feedback. */
export interface Answer {
  status: 'IN_PROGRESS' | 'COMPLETED' | 'ERROR';
  slot: Commit['feedback'];
}

/** ClarityQ in memory: one slot on the latest answer; a PUT replaces it as a whole. */
export interface ClarityqServer extends Server {
  /** Answers of each conversation, the latest last. */
  answers: Map<string, Answer[]>;
  refusesKey: boolean;
  /** Begins another answer; until it is finished nothing can be rated. */
  ask(conversation: string): void;
  finish(conversation: string, status?: 'COMPLETED' | 'ERROR'): void;
}

/** A server whose conversations hold one finished answer each. */
export function clarityqServer(clock: Clock, conversations: string[]): ClarityqServer {
  const answers = new Map(
    conversations.map((id): [string, Answer[]] => [id, [{ status: 'COMPLETED', slot: NOTHING }]]),
  );
  const commits: Commit[] = [];
  const put = (id: string, all: Answer[], json: unknown): ServerReply => {
    const latest = all.at(-1);
    const slot = meantBy(json);
    if (!latest || !slot) return { status: 422, json: { detail: 'malformed' } };
    if (latest.status !== 'COMPLETED') return { status: 409, json: { detail: 'not completed' } };
    latest.slot = slot;
    const at = clock.true();
    commits.push({ conversation: id, turn: all.length, feedback: latest.slot, at });
    const updated_at = new Date(at).toISOString();
    return { status: 200, json: { conversation_id: id, updated_at, ...(json as object) } };
  };
  const server: ClarityqServer = {
    origin: 'https://api.clarityq.ai',
    answers,
    commits,
    refusesKey: false,
    time: () => clock.true(),
    writesTo: ({ method, path }) => (method === 'GET' ? null : idIn(path)),
    ask(id) {
      answers.get(id)?.push({ status: 'IN_PROGRESS', slot: NOTHING });
    },
    finish(id, status = 'COMPLETED') {
      const latest = answers.get(id)?.at(-1);
      if (latest) latest.status = status;
    },
    handle({ method, path, json }: VendorRequest) {
      if (server.refusesKey) return { status: 401, json: { detail: 'bad key' } };
      const id = idIn(path);
      const all = answers.get(id);
      if (!all) return { status: 404, json: { detail: 'unknown' } };
      if (method === 'PUT') return put(id, all, json);
      return { status: 200, json: { status: all.at(-1)?.status } };
    },
  };
  return server;
}

/** The body of a PUT as feedback; null where it is not one ClarityQ takes. */
function meantBy(json: unknown): Feedback | null {
  if (!hasExactly(json, 'rating', 'comment')) return null;
  const { rating, comment } = json;
  if (rating !== null && rating !== 'POSITIVE' && rating !== 'NEGATIVE') return null;
  if (comment !== null && (typeof comment !== 'string' || comment === '')) return null;
  return {
    rating: rating === null ? null : rating === 'POSITIVE' ? 'good' : 'bad',
    comment: comment ?? '',
  };
}

function idIn(path: string): string {
  return /conversations\/([^/]+)\//.exec(path)?.[1] ?? '';
}
