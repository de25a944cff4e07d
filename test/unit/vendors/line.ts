import type { Connection } from '../../../src/domain/connection';
import type { Failure, Result } from '../../../src/domain/failure';
import type { Access, VendorReply, VendorRequest } from '../../../src/vendors/api';
import { P } from './addresses';

/** The `Date` header of every reply made here. */
export const SERVER_TIME = Date.UTC(2026, 2, 4, 12, 0, 5);

/** A reply with a JSON body, or with none where the value is undefined. */
export function json(status: number, value?: unknown): VendorReply {
  return {
    status,
    body: value === undefined ? { kind: 'none' } : { kind: 'json', value },
    serverTime: SERVER_TIME,
    retryAfterMs: null,
  };
}

/** A reply whose body is no JSON. */
export function odd(status: number, kind: 'none' | 'html' | 'other'): VendorReply {
  return { status, body: { kind }, serverTime: SERVER_TIME, retryAfterMs: null };
}

/** A line that answers with these replies in turn, and remembers what was sent. */
export function lineOf(
  connection: Partial<Connection>,
  ...replies: (VendorReply | Failure)[]
): { access: Access; sent: VendorRequest[] } {
  const sent: VendorRequest[] = [];
  const controller = new AbortController();
  const access: Access = {
    connection: {
      id: 'connection',
      vendor: 'none',
      name: 'Work',
      origin: 'https://vendor.example',
      scope: P,
      scopeName: null,
      actAs: null,
      ...connection,
    },
    key: 'secret',
    signal: controller.signal,
    async send(request, signal): Promise<Result<VendorReply>> {
      if (signal !== controller.signal) throw new Error('The signal was not handed on.');
      sent.push(request);
      const reply = replies[sent.length - 1];
      if (!reply) throw new Error(`Unexpected: ${request.method} ${request.path}`);
      return 'kind' in reply ? { ok: false, failure: reply } : { ok: true, value: reply };
    },
  };
  return { access, sent };
}
