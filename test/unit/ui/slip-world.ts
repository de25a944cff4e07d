import type { Conversation } from '../../../src/domain/conversation';
import type { Expression } from '../../../src/domain/feedback';
import type { Ask, RequestKind, Requests } from '../../../src/messages/client';
import type { Answer, ConversationView } from '../../../src/messages/view';
import type { SlipModel } from '../../../src/ui/slip-contract';
import { createSlip } from '../../../src/ui/slip-model';

export const CONVERSATION: Conversation = {
  vendor: 'clarityq',
  origin: 'https://api.clarityq.ai',
  scope: null,
  id: '0f6c2e00-0000-4000-8000-000000000001',
};

export const LATEST: Expression = {
  ratings: ['good', 'bad'],
  commentLimit: 20,
  rates: 'latest',
  commentAlone: 'none',
  takingOff: 'clears rating',
  readsBack: false,
};

export const ANY: Expression = {
  ratings: ['good', 'neutral', 'bad'],
  commentLimit: null,
  rates: 'any',
  commentAlone: 'neutral',
  takingOff: 'takes back',
  readsBack: true,
};

/** A view in which nothing was said yet. */
export function viewWith(over: Partial<ConversationView> = {}): ConversationView {
  return {
    conversation: CONVERSATION,
    vendorLabel: 'ClarityQ',
    expresses: LATEST,
    title: null,
    connection: { id: 'c', name: 'C' },
    choices: [],
    answers: [{ turn: 1, question: null, ready: true }],
    turn: 1,
    feedback: { rating: null, comment: '' },
    draft: null,
    receipt: null,
    reasons: { good: ['Correct', 'Clear'], bad: ['Outdated', 'Wrong chart'] },
    audience: 'Stored as somebody.',
    mayReplaceUnseen: false,
    problem: null,
    panel: { corner: 'bottom-end', hidden: false },
    ...over,
  };
}

/** One request that waits for the test to answer it. */
interface Asked<K extends RequestKind = RequestKind> {
  kind: K;
  input: Requests[K]['input'];
  answer(value: Answer<unknown>): Promise<void>;
}

/** A slip with a worker, a clock and a chance that the test holds in its hands. */
export interface Scene {
  slip: SlipModel;
  asked: Asked[];
  /** The requests of one kind, oldest first. */
  of<K extends RequestKind>(kind: K): Asked<K>[];
  /** Answers the oldest unanswered request of this kind. */
  answer(kind: RequestKind, value: Answer<unknown>): Promise<void>;
  /** Answers with a view. */
  show(kind: RequestKind, over?: Partial<ConversationView>): Promise<void>;
  wait(ms: number): void;
  orphan(): void;
  changes(): number;
}

/** Everything that follows from an answer has happened. */
const settle = async (): Promise<void> => {
  for (let step = 0; step < 10; step += 1) await Promise.resolve();
};

/** Sets the scene; nothing has been asked yet. */
export function scene(): Scene {
  const asked: Asked[] = [];
  const unanswered: Asked[] = [];
  let now = 1_000_000;
  let ids = 0;
  let changes = 0;
  let isAlive = true;
  let timers: { at: number; run: () => void }[] = [];

  const ask = ((kind: RequestKind, input: never) =>
    new Promise((resolve) => {
      const request: Asked = {
        kind,
        input,
        async answer(value) {
          unanswered.splice(unanswered.indexOf(request), 1);
          resolve(value);
          await settle();
        },
      };
      asked.push(request);
      unanswered.push(request);
    })) as unknown as Ask;

  const slip = createSlip({
    ask,
    conversation: () => CONVERSATION,
    page: () => ({ title: 'June dip', address: 'https://app.clarityq.ai/c/1' }),
    now: () => now,
    later(ms, run) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    newId: () => `press-${++ids}`,
    alive: () => isAlive,
  });
  slip.subscribe(() => {
    changes += 1;
  });

  const answer = async (kind: RequestKind, value: Answer<unknown>): Promise<void> => {
    const request = unanswered.find((waiting) => waiting.kind === kind);
    if (!request) throw new Error(`nobody asked ${kind}`);
    await request.answer(value);
  };

  return {
    slip,
    asked,
    of: <K extends RequestKind>(kind: K) =>
      asked.filter((request) => request.kind === kind) as unknown as Asked<K>[],
    answer,
    show: (kind, over) => answer(kind, { ok: true, value: viewWith(over) }),
    wait(ms) {
      now += ms;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { run } of due) run();
    },
    orphan() {
      isAlive = false;
    },
    changes: () => changes,
  };
}

/** A scene whose first view has arrived. */
export async function opened(over?: Partial<ConversationView>): Promise<Scene> {
  const set = scene();
  set.slip.open(() => true);
  await set.show('view', over);
  return set;
}
