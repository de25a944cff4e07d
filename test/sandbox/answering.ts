import { answerClarifeye } from './clarifeye/api.ts';
import type { ClarifeyeState } from './clarifeye/state.ts';
import { answerClarityq } from './clarityq/api.ts';
import type { ClarityqState } from './clarityq/state.ts';
import type { Exchange, Reply } from './exchange.ts';
import { isApi, type Place } from './hosts.ts';
import { answerPage } from './pages.ts';

const APP_ORIGIN = /^https:\/\/([a-z0-9-]+\.)*clarityq\.ai$/;
const NOT_THE_APP = /^https:\/\/(www|docs|get|pages|api)\.clarityq\.ai$/;

/** ClarityQ's API lets its own app's origins in, with their session; nobody else's. */
function crossOrigin(exchange: Exchange): Record<string, string> {
  const { origin } = exchange.headers;
  if (origin === undefined || !APP_ORIGIN.test(origin) || NOT_THE_APP.test(origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'date',
    'timing-allow-origin': origin,
    vary: 'origin',
  };
}

function answerPreflight(allowed: Record<string, string>): Reply {
  if (Object.keys(allowed).length === 0) {
    return { status: 400, text: 'Disallowed CORS origin' };
  }
  const headers = {
    ...allowed,
    'access-control-allow-methods': 'GET, POST, PUT',
    'access-control-allow-headers': 'content-type, x-web-client',
    'access-control-max-age': '600',
  };
  return { status: 200, headers, text: 'OK' };
}

/** Hands a request to whoever it is for, commits what it asks for, and returns the true reply. */
export function answer(
  place: Place,
  states: { clarityq: ClarityqState; clarifeye: ClarifeyeState },
  exchange: Exchange,
): Reply {
  if (!isApi(place, exchange.path)) return answerPage(place, exchange);
  if (place === 'clarifeye') return answerClarifeye(states.clarifeye, exchange);
  const allowed = crossOrigin(exchange);
  if (exchange.method === 'OPTIONS') return answerPreflight(allowed);
  const reply = answerClarityq(states.clarityq, exchange);
  return { ...reply, headers: { ...reply.headers, ...allowed } };
}
