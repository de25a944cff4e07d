import type { Exchange, Reply } from '../exchange.ts';
import type { ClarifeyeState, Conversation, Person, Project } from './state.ts';

/** The cookies of somebody signed in to the web app. SameSite=None, so only `credentials` can keep them back. */
export const SESSION = {
  name: 'sessionid',
  value: 'mira-lind-signed-in',
  csrfName: 'csrftoken',
  csrfValue: 'b3Jc7xWq2LzK',
} as const;

/** The Set-Cookie headers of a page of the app. */
export const SESSION_COOKIES: string[] = [
  `${SESSION.name}=${SESSION.value}; Path=/; Secure; HttpOnly; SameSite=None`,
  `${SESSION.csrfName}=${SESSION.csrfValue}; Path=/; Secure; SameSite=None`,
];

/** Who asks, or why nobody is let in. */
export type Identity =
  | { ok: true; person: Person; token: string | null }
  | { ok: false; reply: Reply };

const refuse = (status: number, json: unknown, headers?: Record<string, string>): Identity => ({
  ok: false,
  reply: { status, json, headers },
});

/**
 * Finds out who asks: by token, or by the web app's session when no token is given.
 * A request that carries both is taken for a session without its CSRF token, and refused.
 */
export function identify(state: ClarifeyeState, exchange: Exchange): Identity {
  const { authorization, cookie } = exchange.headers;
  if (authorization !== undefined && cookie !== undefined) {
    return refuse(403, { detail: 'CSRF Failed: CSRF token missing.' });
  }
  if (authorization !== undefined) {
    const given = /^(?:Bearer|Token) (\S+)$/i.exec(authorization)?.[1];
    const token = state.tokens.find((one) => one.token === given && one.host === exchange.host);
    const person = state.people.find((one) => one.id === token?.personId);
    if (token === undefined || person === undefined) {
      return refuse(401, { error: 'Invalid token.' }, { 'www-authenticate': 'Bearer' });
    }
    return { ok: true, person, token: token.token };
  }
  if (exchange.cookies.get(SESSION.name) === SESSION.value) {
    const safe = exchange.method === 'GET' || exchange.method === 'HEAD';
    if (!safe && exchange.headers['x-csrftoken'] !== SESSION.csrfValue) {
      return refuse(403, { detail: 'CSRF Failed: CSRF token missing.' });
    }
    const person = state.people.find((one) => one.id === state.session);
    if (person !== undefined) return { ok: true, person, token: null };
  }
  const error = 'Authentication credentials were not provided.';
  return refuse(401, { error }, { 'www-authenticate': 'Bearer' });
}

/**
 * Whom the request acts as. An unknown target, a target without access to the project and a
 * missing right all end the same way: as the token's owner, without a word.
 */
export function actsAs(
  state: ClarifeyeState,
  owner: Person,
  exchange: Exchange,
  project: Project | null,
): Person {
  const wanted = exchange.headers['x-impersonate-email'];
  if (typeof wanted !== 'string' || !owner.canImpersonate) return owner;
  const email = wanted.trim().toLowerCase();
  const target = state.people.find((one) => one.email.toLowerCase() === email);
  if (target === undefined) return owner;
  return project === null || project.members.includes(target.id) ? target : owner;
}

/** Whether a member of its project may read a conversation. */
export function maySee(person: Person, conversation: Conversation): boolean {
  return person.admin || conversation.ownerId === person.id || conversation.shared;
}
