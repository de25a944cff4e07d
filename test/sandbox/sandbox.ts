import { setMaxListeners } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { answer } from './answering.ts';
import { makeCertificate } from './certificate.ts';
import { type ClarifeyeState, createClarifeyeState } from './clarifeye/state.ts';
import { type ClarityqState, createClarityqState } from './clarityq/state.ts';
import { createContracts } from './contract.ts';
import { type Exchange, parseCookies, type Reply } from './exchange.ts';
import { createFaults, type Faults } from './faults.ts';
import { isApi, placeOf } from './hosts.ts';
import { type RecordedRequest, readBody, senderOf } from './recording.ts';
import { type Line, send, sendFaulty } from './sending.ts';

export type { ClarifeyeState } from './clarifeye/state.ts';
export type { ClarityqState } from './clarityq/state.ts';
export type { Armed, Fault, Faults, Mishap } from './faults.ts';
export { FIXTURES } from './fixtures.ts';
export type { RecordedRequest } from './recording.ts';

/** Both vendors on one port, and everything a test wants to know or to change about them. */
export interface Sandbox {
  /** https, on 127.0.0.1. */
  port: number;
  certificate: { cert: string; key: string };
  clarityq: ClarityqState;
  clarifeye: ClarifeyeState;
  faults: Faults;
  /** Every request in order. */
  requests: RecordedRequest[];
  /** Where the extension's API requests, or the sandbox's own replies, left the contract. */
  violations: string[];
  /** Serves a test's own page at a host and path, before anything else is looked at. */
  serve(host: string, path: string, page: ServedPage): void;
  /** State, faults, served pages, requests and violations back to the start. */
  reset(): void;
  close(): Promise<void>;
}

/** A page of a test's own. `body` may be text of any type; `headers` default to HTML. */
export interface ServedPage {
  body: string | Uint8Array;
  status?: number;
  headers?: Record<string, string | string[]>;
}

/** What keeps hanging replies alive; any number of them may listen. */
function newHold(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/**
 * Starts the sandbox on a free port of 127.0.0.1.
 * `clock` returns milliseconds since the epoch; it dates replies (the Date header included) and
 * rows. Timers run in true time.
 */
export async function startSandbox(options: { clock?: () => number } = {}): Promise<Sandbox> {
  const clock = options.clock ?? Date.now;
  const certificate = await makeCertificate();
  const clarityq = createClarityqState(clock);
  const clarifeye = createClarifeyeState(clock);
  const requests: RecordedRequest[] = [];
  const violations: string[] = [];
  const contracts = createContracts();
  const served = new Map<string, ServedPage>();
  /** Connections that have served a request. */
  const proven = new WeakSet<Socket>();
  let holding = newHold();

  const letGo = () => {
    holding.abort();
    holding = newHold();
  };
  const faults = createFaults(() => server.closeIdleConnections(), letGo);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
    const url = new URL(`https://sandbox${request.url ?? '/'}`);
    const place = placeOf(host);
    const api = isApi(place, url.pathname);
    const record: RecordedRequest = {
      at: clock(),
      method: request.method ?? 'GET',
      host,
      path: url.pathname + url.search,
      headers: request.headers,
      body: '',
      origin: senderOf(request.headers, api),
      status: 0,
      answered: false,
    };
    requests.push(record);
    const reused = proven.has(request.socket);
    proven.add(request.socket);
    response.on('finish', () => {
      record.answered = true;
    });
    if (faults.isDown(host, record.origin)) {
      request.socket.destroy();
      return;
    }
    record.body = await readBody(request);

    const exchange: Exchange = {
      method: record.method,
      host,
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      cookies: parseCookies(request.headers.cookie),
      body: record.body,
      sender: record.origin,
      now: clock(),
    };
    const preflight = exchange.method === 'OPTIONS';
    const fault = preflight
      ? null
      : faults.take({
          host,
          method: record.method,
          path: record.path,
          sender: record.origin,
          reused,
        });
    const common: Record<string, string> = { date: new Date(clock()).toUTCString() };
    if (fault !== null || faults.isArmed()) common.connection = 'close';
    const line: Line = {
      request,
      response,
      common,
      alive: holding.signal,
      onStatus: (status) => {
        record.status = status;
      },
    };
    const described = api && !preflight;
    if (described && record.origin === 'extension') {
      violations.push(...contracts.checkRequest(place, exchange));
    }

    const commit = (): Reply => {
      const page = served.get(`${host}${url.pathname}`);
      if (page !== undefined) {
        const headers = { 'content-type': 'text/html; charset=utf-8', ...page.headers };
        return { status: page.status ?? 200, headers, text: page.body };
      }
      const reply = answer(place, { clarityq, clarifeye }, exchange);
      if (described) violations.push(...contracts.checkReply(place, exchange, reply));
      return reply;
    };
    if (fault === null) return send(line, commit());
    const { kind } = fault.do;
    if (fault.when === 'before' && kind === 'delay') {
      await sendFaulty(line, fault.do, null);
      if (!line.alive.aborted) await send(line, commit());
      return;
    }
    const commits = fault.when === 'after' || kind === 'alter';
    return sendFaulty(line, fault.do, commits ? commit() : null);
  }

  const server = createServer(certificate, (request, response) => {
    response.sendDate = false;
    handle(request, response).catch(() => request.socket.destroy());
  });
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    port: (server.address() as AddressInfo).port,
    certificate,
    clarityq,
    clarifeye,
    faults,
    requests,
    violations,
    serve(host, path, page) {
      served.set(`${host}${path}`, page);
    },
    reset() {
      clarityq.reset();
      clarifeye.reset();
      faults.clear();
      served.clear();
      requests.length = 0;
      violations.length = 0;
    },
    async close() {
      letGo();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        // Not closeAllConnections(): what has not finished its TLS greeting is unknown to it.
        for (const socket of open) socket.destroy();
      });
    },
  };
}
