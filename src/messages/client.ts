import type { Conversation, Turn } from '../domain/conversation';
import type { Finding } from '../domain/evidence';
import type { Feedback } from '../domain/feedback';
import type { Policy } from '../domain/policy';
import type {
  Answer,
  ConnectionDraft,
  ConnectionView,
  ConversationView,
  JournalPage,
  Notices,
  PanelPlace,
  Preferences,
  Protection,
  TabView,
  TestResult,
  UnreadableRow,
  Unsettled,
} from './view';

/** Every request the worker answers: what goes in, what comes back. Who may send it: contract.ts. */
export interface Requests {
  /** The detector: what this document shows. Answers with whether a panel belongs there. */
  recognised: {
    input: { conversation: Conversation; watchingSince: number };
    output: { panel: boolean };
  };
  /** The detector: this document shows no conversation any more. */
  left: { input: { watchingSince: number }; output: null };
  /** The detector: calls of the page to its conversation have ended, the last of them at `endedAt`. */
  called: {
    input: {
      conversation: Conversation;
      startedAt: number;
      endedAt: number;
      run: boolean;
      watchingSince: number;
    };
    output: null;
  };
  /** The detector: the device has its network back. */
  online: { input: Record<string, never>; output: null };

  /**
   * Everything to show about a conversation; `look` asks the vendor where that is due, which it is
   * sooner when the person has just come to it (`focus`).
   */
  view: {
    input: { conversation: Conversation; turn: Turn | null; look: boolean; focus?: boolean };
    output: ConversationView;
  };
  /** A press or a saved comment: the whole feedback as it is meant now. */
  rate: {
    input: {
      conversation: Conversation;
      turn: Turn;
      pressId: string;
      feedback: Feedback;
      page: { title: string; address: string };
    };
    output: ConversationView;
  };
  /** Unsent text; null when there is none any more. */
  draft: {
    input: { conversation: Conversation; turn: Turn; text: string | null };
    output: null;
  };
  /** The request by which feedback would be stored, its key masked; null where there is none. */
  preview: {
    input: { conversation: Conversation; turn: Turn; feedback: Feedback };
    output: { request: string | null };
  };
  undo: {
    input: { conversation: Conversation; turn: Turn; pressId: string };
    output: ConversationView;
  };
  /** A decision about a held feedback. */
  decide: {
    input: {
      conversation: Conversation;
      turn: Turn;
      decision: 'discard' | 'retry' | 'rate-new' | 'send-anyway' | 'still-this' | 'newer-answer';
    };
    output: ConversationView;
  };
  /** Which connection to use for this product or project from now on. */
  choose: { input: { conversation: Conversation; connection: string }; output: ConversationView };
  /** Where the panel stands on the sender's site, and whether it is shown. */
  place: { input: PanelPlace; output: null };
  /** Opens one of the extension's own pages. */
  open: { input: { page: 'options' | 'journal'; vendor: string | null }; output: null };

  /** Popup: what the tab shows. */
  tab: { input: { tabId: number; address: string }; output: TabView };
  /** Popup: shows the panel on the tab's site again, or hides it. */
  show: { input: { host: string; hidden: boolean }; output: null };
  unsettled: { input: Record<string, never>; output: Unsettled };

  connections: { input: Record<string, never>; output: ConnectionView[] };
  saveConnection: { input: ConnectionDraft; output: ConnectionView };
  testConnection: { input: ConnectionDraft; output: TestResult };
  /** Removes a connection and its key; `restoreConnection` brings both back within this session. */
  removeConnection: { input: { id: string }; output: null };
  restoreConnection: { input: { id: string }; output: ConnectionView };

  /**
   * A part of the history: a conversation's entries, else those pressed before a moment (epoch
   * milliseconds; null for the latest).
   */
  journal: {
    input: { of: Conversation | null; before: number | null };
    output: JournalPage;
  };
  /** Rows that could not be read, from the one after `after` on; empty when there are no more. */
  unreadable: { input: { after: number }; output: UnreadableRow[] };
  preferences: { input: Record<string, never>; output: Preferences };
  prefer: { input: Preferences; output: null };
  /** Deletes the ledger, the drafts, the keys and the settings. */
  erase: { input: Record<string, never>; output: null };
  protection: { input: Record<string, never>; output: Protection };
  /** Whether this was the passphrase. */
  unlock: { input: { passphrase: string }; output: { right: boolean } };
  lock: { input: Record<string, never>; output: null };
  /** Sets, changes or (`next` null) takes away the passphrase; nothing happens by a wrong one. */
  setPassphrase: {
    input: { current: string | null; next: string | null };
    output: { right: boolean };
  };
  /** After how many minutes without use it locks; null for only when the browser starts. */
  lockAfter: { input: { minutes: number | null }; output: null };
  /** What the organisation has set. */
  policy: { input: Record<string, never>; output: Policy };
  /** What went wrong with the stores, for Options and History to say. */
  notices: { input: Record<string, never>; output: Notices };
}

export type RequestKind = keyof Requests;

/** A message as it travels to the worker. */
export type Message = { [K in RequestKind]: { kind: K } & Requests[K]['input'] }[RequestKind];

/** What the worker tells open surfaces: look again. A hint only; the ledger is the truth. */
export interface Hint {
  hint: 'changed';
  /** The conversation's key; null when settings changed. */
  conversation: string | null;
  /** What the person has asked the panel for by a shortcut. */
  command?: Command;
}

/** The shortcuts, as the manifest names them. */
export type Command = 'focus' | 'good' | 'bad' | 'comment';

/** What the worker, or the popup with a pick, asks a detector. */
export interface Question {
  question: 'showing';
  /** The id the person has picked where the address names several conversations. */
  pick?: string;
}

/** A detector's answer to it. */
export interface Showing {
  finding: Finding;
  /** The conversation settled on; null while there is none or several are possible. */
  conversation: Conversation | null;
  /** Since when the document has watched without a break, epoch milliseconds. */
  watchingSince: number;
}

/** Sends one raw message; `platform` supplies it. */
export type Post = (message: Message) => Promise<unknown>;

/** Asks the worker one thing; typed for the sender, parsed by the receiver. */
export type Ask = <K extends RequestKind>(
  kind: K,
  input: Requests[K]['input'],
) => Promise<Answer<Requests[K]['output']>>;

/**
 * Makes an `Ask` from a way to send. A worker that cannot be reached (an update has orphaned this
 * document) is a refusal like any other, so a press is never left without an answer.
 *
 * @param tries how often a message without an answer is sent at most: a worker that was just being
 * stopped answers the second one. More than once only where it may have been heard the first time
 */
export function client(post: Post, tries = 1): Ask {
  return async (kind, input) => {
    for (let left = tries; left > 0; left -= 1) {
      try {
        const answer = await post({ ...input, kind } as unknown as Message);
        if (isAnswer(answer)) return answer as never;
      } catch {
        // No answer, as below.
      }
    }
    return { ok: false, refusal: 'failed' };
  };
}

function isAnswer(value: unknown): value is Answer<unknown> {
  return typeof value === 'object' && value !== null && 'ok' in value;
}
