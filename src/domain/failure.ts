/** Everything that can go wrong between a press and the vendor's receipt. Closed on purpose. */
export type Failure =
  /** The device has no network. */
  | { kind: 'offline' }
  /** No connection came about, or it broke before a whole reply had arrived. */
  | { kind: 'unreachable' }
  /** No whole reply within the time allowed. */
  | { kind: 'timeout' }
  /** The vendor's server failed (5xx). */
  | { kind: 'vendor-down'; status: number }
  /** The vendor asks to wait (429); null where it does not say how long. */
  | { kind: 'rate-limited'; retryAfterMs: number | null }
  /** The reply was HTML: a gateway, a sign-in page or a proxy spoke in the vendor's place. */
  | { kind: 'intercepted' }
  /** The reply was empty, cut, too large, or not what the vendor documents. */
  | { kind: 'unreadable-reply'; why: 'empty' | 'not-json' | 'wrong-shape' | 'too-large' }
  /** The server answered with a redirect, which a key must never follow. */
  | { kind: 'redirected' }
  /** The worker stopped in between, so nobody knows what became of the request. */
  | { kind: 'interrupted' }
  /** The answer is not finished yet (409). */
  | { kind: 'not-ready' }
  /** The key is not valid (401). */
  | { kind: 'key-refused' }
  /** The key is valid, but not for this product, project or conversation (403). */
  | { kind: 'no-access' }
  /** The vendor knows no such conversation, answer, product or project (404). */
  | { kind: 'not-found' }
  /** The vendor rejects what was sent (400, 422, other 4xx), with its own words where it gave any. */
  | { kind: 'rejected'; status: number; message: string }
  /** The answer itself ended in an error and cannot be rated. */
  | { kind: 'answer-failed' }
  /** The browser withholds access to the vendor's host. */
  | { kind: 'access-withheld'; host: string }
  /** The address lies outside the vendor's own hosts, so no key is sent there. */
  | { kind: 'outside-vendor'; host: string }
  /** Keys are locked behind the passphrase. */
  | { kind: 'locked' }
  /** No connection fits this conversation. */
  | { kind: 'no-connection' }
  /** The organisation's policy does not allow this vendor or server. */
  | { kind: 'barred' }
  /** Several connections fit and the person has not chosen yet. */
  | { kind: 'several-connections' }
  /** The comment is longer than the vendor takes. */
  | { kind: 'comment-too-long'; limit: number }
  /** A row that may or may not be the person's own stands in the way of a safe repeat. */
  | { kind: 'cannot-tell-own-row' };

export type FailureKind = Failure['kind'];

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** Wraps a value as a success. */
export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps a failure. */
export function fail<T = never>(failure: Failure): Result<T> {
  return { ok: false, failure };
}

/** What follows from a failure: who must act, whether the vendor may have done it all the same. */
export interface Consequence {
  /** `time`: try again later by itself; `person`: somebody has to decide or repair something. */
  waitsFor: 'time' | 'person' | 'answer' | 'key';
  /** `unknown` when the vendor may have stored it although no proper reply came back. */
  outcome: 'certain' | 'unknown';
}

const LATER: Consequence = { waitsFor: 'time', outcome: 'certain' };
const LATER_UNKNOWN: Consequence = { waitsFor: 'time', outcome: 'unknown' };
const PERSON: Consequence = { waitsFor: 'person', outcome: 'certain' };
const KEY: Consequence = { waitsFor: 'key', outcome: 'certain' };

const CONSEQUENCES: Record<FailureKind, Consequence> = {
  offline: LATER,
  unreachable: LATER_UNKNOWN,
  timeout: LATER_UNKNOWN,
  'vendor-down': LATER_UNKNOWN,
  'rate-limited': LATER,
  intercepted: { waitsFor: 'person', outcome: 'unknown' },
  'unreadable-reply': LATER_UNKNOWN,
  redirected: PERSON,
  interrupted: LATER_UNKNOWN,
  'not-ready': { waitsFor: 'answer', outcome: 'certain' },
  'key-refused': KEY,
  'no-access': PERSON,
  'not-found': PERSON,
  rejected: PERSON,
  'answer-failed': PERSON,
  'access-withheld': PERSON,
  'outside-vendor': PERSON,
  locked: KEY,
  'no-connection': KEY,
  barred: PERSON,
  'several-connections': PERSON,
  'comment-too-long': PERSON,
  'cannot-tell-own-row': PERSON,
};

/** What follows from `failure`; decided here, once, for every vendor. */
export function consequence(failure: Failure): Consequence {
  // A ledger that a later version wrote may hold a kind this one does not know.
  return CONSEQUENCES[failure.kind] ?? LATER_UNKNOWN;
}
