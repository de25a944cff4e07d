import type { Accepted, Connection } from '../domain/connection';
import type { Conversation, Turn, VendorId } from '../domain/conversation';
import type { Entry } from '../domain/entry';
import type { Reason } from '../domain/evidence';
import type { Failure } from '../domain/failure';
import type { Expression, Feedback } from '../domain/feedback';
import type { Reasons } from '../domain/reasons';
import type { Receipt } from '../domain/receipt';
import type { Watch } from '../domain/watch';

/** Everything a surface shows about one conversation; the worker makes it from the ledger. */
export interface ConversationView {
  conversation: Conversation;
  vendorLabel: string;
  expresses: Expression;
  /** What the vendor calls it, else the page's title at the last press; null where neither is known. */
  title: string | null;
  /** The connection feedback will travel over; null when none fits. */
  connection: { id: string; name: string } | null;
  /** Connections to choose from where several fit and none was chosen; else empty. */
  choices: { id: string; name: string }[];
  /**
   * The answers that can be rated, oldest first; one without a question where only the latest can
   * be. Empty until the vendor has named them, and where it has said that nothing may be rated;
   * then there are no ratings to choose from either.
   */
  answers: { turn: Turn; question: string | null; ready: boolean }[];
  /** The answer this view is about. */
  turn: Turn;
  /** The feedback as the person last meant it; what the pressed states show. */
  feedback: Feedback;
  /** Text that was typed and not saved; null where there is none. */
  draft: string | null;
  receipt: Receipt | null;
  /** The quick reasons to choose from. */
  reasons: Reasons;
  /** In whose name it is stored and who sees it there, in words; empty without a connection. */
  audience: string;
  /** Whether rating now may replace feedback that cannot be read back. */
  mayReplaceUnseen: boolean;
  /** Whether the look at the conversation failed, and how; shown without a failing thumb. */
  problem: Failure | null;
  panel: PanelPlace;
}

/** Where the panel stands on one site. */
export interface PanelPlace {
  corner: 'bottom-end' | 'bottom-start' | 'top-end' | 'top-start';
  hidden: boolean;
}

/** A refusal: the request had no effect. */
export type Refusal =
  | 'unknown-message'
  | 'malformed'
  | 'not-allowed'
  | 'not-this-conversation'
  | 'locked'
  /** The organisation's policy does not allow it. */
  | 'policy'
  /** The policy wants a passphrase to be set before a key is kept. */
  | 'passphrase-wanted'
  | 'storage-failed'
  | 'storage-newer'
  | 'failed';

/** What every message is answered with. */
export type Answer<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/** What the popup shows about the tab it was opened on. */
export interface TabView {
  /** Host of the tab's address; empty where the browser does not tell. */
  host: string;
  /** Whose site it is, its app or another one; null for anybody else's. */
  vendor: VendorId | null;
  reason: Reason;
  /** The conversation's view when exactly one was recognised, or the person has picked one. */
  view: ConversationView | null;
  /** Conversations to choose from when several are possible, the picked one among them. */
  choices: Conversation[];
  siteAccess: boolean;
  panelHidden: boolean;
}

/** Counts of what is not settled. */
export interface Unsettled {
  waiting: number;
  needsPerson: number;
  drafts: number;
}

/** A connection as Options shows it: without its key. */
export interface ConnectionView extends Connection {
  vendorLabel: string;
  hasKey: boolean;
  /** Outcome of the last test or call; null where none was made. */
  lastResult: { at: number; failure: Failure | null } | null;
  /** E-mail the vendor named in a stored feedback; null until then. */
  knownAs: string | null;
  /** Whether the organisation's policy gives it, or does not allow it; null for neither. */
  policy: 'given' | 'barred' | null;
}

/** What Options sends to save or test a connection. */
export interface ConnectionDraft {
  /** Null for a new one. */
  id: string | null;
  vendor: string;
  name: string;
  origin: string;
  scope: string | null;
  scopeName: string | null;
  actAs: string | null;
  /** The key as typed and cleaned; null to keep the one that is stored. */
  key: string | null;
  /** Whether a test has just accepted it as it is. */
  accepted?: boolean | undefined;
}

/** What a test of a connection found. */
export type TestResult =
  | { ok: true; accepted: Accepted; tookMs: number }
  | { ok: false; failure: Failure };

/** A part of the history. */
export interface JournalPage {
  rows: Entry[];
  /** What to ask for the rows before these; null when there are none. */
  next: number | null;
  /** How many entries there are in all. */
  total: number;
  /** What is known of the conversation asked about; null where none was, or nothing is. */
  known: Known | null;
}

/** What it takes to tell whether feedback can be changed without the answer in sight. */
export interface Known {
  /** The answers the vendor has named; null until it has. */
  answers: { turn: Turn }[] | null;
  /** The latest answer by Verdict's own count, where the vendor does not name them. */
  progress: { turn: Turn };
  watch: Watch | null;
}

/** A row that could not be read, as it lay there. */
export interface UnreadableRow {
  id?: number;
  /** When it was set aside, epoch milliseconds. */
  at: number;
  raw: unknown;
}

/** What a person may choose about the whole of it. */
export interface Preferences {
  /** How many months stored feedback is kept; null for ever. */
  keepMonths: number | null;
  /** For how many minutes nobody has to have watched a conversation that is still vouched for. */
  watchMinutes: number;
  /** Quick reasons by vendor; a vendor that is not among them has those it came with. */
  reasons?: Record<VendorId, Reasons> | undefined;
}

/** What went wrong with the stores. Nothing of it stops the rest from working. */
export interface Notices {
  /** How many stored settings could not be read and were set aside. */
  unreadableSettings: number;
  /** How many rows of the history could not be read and were set aside. */
  unreadableEntries: number;
  /** Whether the browser has removed what was stored here; keys are left that nobody can open. */
  vanished: boolean;
}

/** The shortest passphrase that is taken, in characters. */
export const SHORTEST_PASSPHRASE = 8;

/** How things stand with the passphrase. */
export interface Protection {
  /** Whether there is one. */
  passphrase: boolean;
  locked: boolean;
  /** Minutes without use after which it locks; null for only when the browser starts. */
  lockAfter: number | null;
}
