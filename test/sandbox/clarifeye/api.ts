import type { Exchange, Reply } from '../exchange.ts';
import {
  getConversation,
  listConversations,
  postConversation,
  sendMessage,
} from './conversations.ts';
import { changeFeedback, listFeedbacks, NOT_FOUND, postFeedback, type Scene } from './feedbacks.ts';
import { envelope, readWindow } from './page.ts';
import { actsAs, identify } from './person.ts';
import { countFeedbacks, groupFeedbacks, markReviewed } from './review.ts';
import type { ClarifeyeState, Person } from './state.ts';

type Handler = (scene: Scene, id: string) => Reply;

/** Paths below projects/{id}/, with what each method does. `([^/]+)` is an id. */
const PROJECT_ROUTES: [RegExp, Record<string, Handler>][] = [
  [/^feedbacks\/$/, { GET: listFeedbacks, POST: postFeedback }],
  [/^feedbacks\/counts\/$/, { GET: countFeedbacks }],
  [/^feedbacks\/grouped_by_conversation\/$/, { GET: groupFeedbacks }],
  [/^feedbacks\/mark_conversation_reviewed\/$/, { POST: markReviewed }],
  [/^feedbacks\/([^/]+)\/$/, { PATCH: changeFeedback, DELETE: changeFeedback }],
  [/^playground-conversations\/$/, { GET: listConversations, POST: postConversation }],
  [/^playground-conversations\/([^/]+)\/$/, { GET: getConversation }],
  [/^playground-conversations\/([^/]+)\/send_message_stream\/$/, { POST: sendMessage }],
];

/** What Django answers where it knows no such address. */
const UNKNOWN_ADDRESS: Reply = {
  status: 404,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  text: '<!doctype html><html lang="en"><title>Not Found</title><h1>Not Found</h1><p>The requested resource was not found on this server.</p></html>',
};

function notAllowed(method: string, allowed: string[]): Reply {
  return {
    status: 405,
    headers: { allow: allowed.join(', ') },
    json: { detail: `Method "${method}" not allowed.` },
  };
}

function answerProjects(state: ClarifeyeState, exchange: Exchange, person: Person): Reply {
  const window = readWindow(exchange.query);
  if (!window.ok) return window.reply;
  const reachable = state.projects
    .filter((one) => one.host === exchange.host && one.members.includes(person.id))
    .map(({ id, name }) => ({ id, name }));
  return state.projectsAs === 'list'
    ? { status: 200, json: reachable }
    : envelope(exchange, window, reachable);
}

function answerMe(state: ClarifeyeState, exchange: Exchange, person: Person): Reply {
  const open = state.conversations.find((one) => one.id === state.lastOpened);
  const here = state.projects.some(
    (one) => one.id === open?.projectId && one.host === exchange.host,
  );
  const resume =
    open !== undefined && here ? { project_id: open.projectId, conversation_id: open.id } : null;
  return { status: 200, json: { name: person.name, email: person.email, resume } };
}

/** Answers a request below /api/ by the contract, and commits what it asks for. */
export function answerClarifeye(state: ClarifeyeState, exchange: Exchange): Reply {
  const { path, method, query } = exchange;
  if (!path.endsWith('/')) {
    const rest = query.size > 0 ? `?${query}` : '';
    return { status: 301, headers: { location: `${path}/${rest}` }, text: '' };
  }
  const below = path.startsWith('/api/v1/') ? path.slice('/api/v1/'.length) : '';
  const single = { 'projects/': 'projects', 'get-token/': 'token', 'me/': 'me' }[below];
  const inProject = /^projects\/([^/]+)\/(.+)$/.exec(below);
  const route = PROJECT_ROUTES.find(([pattern]) => pattern.test(inProject?.[2] ?? ''));
  if (single === undefined && route === undefined) return UNKNOWN_ADDRESS;

  const identity = identify(state, exchange);
  if (!identity.ok) return identity.reply;
  const { person: owner, token } = identity;

  if (single !== undefined) {
    if (method !== 'GET') return notAllowed(method, ['GET']);
    if (single === 'projects') {
      return answerProjects(state, exchange, actsAs(state, owner, exchange, null));
    }
    if (single === 'me') return token === null ? answerMe(state, exchange, owner) : NOT_FOUND;
    const own = state.tokens.find((one) => one.personId === owner.id && one.host === exchange.host);
    return own === undefined ? NOT_FOUND : { status: 200, json: { token: own.token } };
  }

  const project = state.projects.find(
    (one) => one.id === inProject?.[1] && one.host === exchange.host,
  );
  if (project === undefined) return NOT_FOUND;
  const person = actsAs(state, owner, exchange, project);
  if (!project.members.includes(person.id)) {
    const error = 'You do not have permission to perform this action.';
    return { status: 403, json: { error } };
  }
  const [pattern, handlers]: (typeof PROJECT_ROUTES)[number] = route ?? [/$^/, {}];
  const handler = handlers[method];
  if (handler === undefined) return notAllowed(method, Object.keys(handlers));
  const id = pattern.exec(inProject?.[2] ?? '')?.[1] ?? '';
  return handler({ state, exchange, project, person }, id);
}
