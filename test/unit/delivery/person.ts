import type { KnownSender } from '../../../src/background/router';
import { type Conversation, conversationKey, type Turn } from '../../../src/domain/conversation';
import type { Entry } from '../../../src/domain/entry';
import { type Feedback, sameFeedback } from '../../../src/domain/feedback';
import { clarifeye } from '../../../src/vendors/clarifeye/site';
import { clarityq } from '../../../src/vendors/clarityq/site';
import { type ClarifeyeServer, clarifeyeServer, feedbackOf, OWNER } from './clarifeyeServer';
import { type ClarityqServer, clarityqServer } from './clarityqServer';
import { type Clock, installTimers, seeded, virtualClock } from './clock';
import { type Device, device } from './device';
import { conversationId, SCOPE } from './server';
import { connectionTo } from './stores';

/** Feedback for tests that care only for its being some. */
export const GOOD: Feedback = { rating: 'good', comment: '' };
export const BAD: Feedback = { rating: 'bad', comment: '' };

export type Vendor = 'clarityq' | 'clarifeye';

/** A person in front of a tab, and everything they reach. */
export interface Scene {
  vendor: Vendor;
  clock: Clock;
  device: Device;
  chance: () => number;
  clarityq: ClarityqServer;
  clarifeye: ClarifeyeServer;
  conversations: Conversation[];
  /** What was meant for each answer, in order; the last is what must end up at the vendor. */
  meant: Map<string, Feedback[]>;
  /** How often a person was asked something about the answer itself. */
  questions: string[];
  /** Gives the global timers back. */
  end(): void;
}

const SITES = { clarityq, clarifeye };

/** A scene at one vendor, repeatable by its seed, with `count` conversations to rate. */
export async function sceneAt(
  vendor: Vendor,
  seed: number,
  { count = 1, actAs = null as string | null, knownAs = null as string | null } = {},
): Promise<Scene> {
  const clock = virtualClock();
  const chance = seeded(seed);
  const ids = Array.from({ length: count }, (_, index) => conversationId(index + 1));
  const servers = { clarityq: clarityqServer(clock, ids), clarifeye: clarifeyeServer(clock, ids) };
  const { origin } = servers[vendor];
  const host = vendor === 'clarityq' ? 'app.clarityq.ai' : 'eu.app.clarifeye.ai';
  const sender: KnownSender & { kind: 'document' } = {
    ...{ kind: 'document', id: 'document', tabId: 1, host, site: SITES[vendor] },
    address: `https://${host}/`,
  };
  const latency = (): number => 20 + Math.floor(chance() * 200);
  const connection = { ...connectionTo(vendor, origin), actAs, knownAs };
  const end = installTimers(clock);
  const scene: Scene = {
    vendor,
    clock,
    device: await device(
      clock,
      [servers.clarityq, servers.clarifeye],
      [connection],
      chance,
      sender,
      latency,
    ),
    chance,
    ...servers,
    conversations: ids.map((id) => ({ vendor, origin, scope: SCOPE, id })),
    meant: new Map(),
    questions: [],
    end,
  };
  return scene;
}

/** A tab (the first by default) shows the conversation from now on. */
export async function show(scene: Scene, conversation: Conversation, tab = 1): Promise<void> {
  const { device: own, clock } = scene;
  const watchingSince = clock.now();
  own.tabs.set(tab, {
    finding: { kind: 'this', conversation, reason: { kind: 'in-path', excerpt: '' } },
    conversation,
    watchingSince,
  });
  const input = { conversation, watchingSince };
  while ((await own.ask('recognised', input, tab)) === null) await own.run(1_000);
}

/** A tab shows the conversation, and its panel looks at it until there is an answer to rate. */
export async function open(scene: Scene, conversation: Conversation, tab = 1): Promise<void> {
  const { device: own } = scene;
  await show(scene, conversation, tab);
  for (let looks = 0; looks < 300; looks += 1) {
    const view = await own.ask('view', { conversation, turn: null, look: true }, tab);
    if (view && view.value.answers.length > 0) return;
    await own.run(1_000);
  }
  throw new Error('no answer is ever named');
}

/** What the panel shows of an answer; asks until a worker lives long enough to say it. */
export async function seen(scene: Scene, conversation: Conversation, turn: Turn | null) {
  for (let asked = 0; asked < 20; asked += 1) {
    const view = await scene.device.ask('view', { conversation, turn, look: false });
    if (view) return view.value;
    await scene.device.run(1_500);
  }
  throw new Error('no worker stays alive');
}

/**
 * Means this feedback: presses, and presses again when the panel shows that it did not take.
 *
 * @param of the answer in front of the person, where the panel does not know its name yet
 */
export async function mean(
  scene: Scene,
  conversation: Conversation,
  turn: Turn,
  feedback: Feedback,
  of = turn,
): Promise<void> {
  note(scene, conversation, of, feedback);
  const page = { title: 'Why', address: '' };
  let shown = turn;
  for (let tries = 0; tries < 20; tries += 1) {
    const pressId = `press-${scene.chance()}`;
    const input = { conversation, turn: shown, pressId, feedback, page };
    const rated = await scene.device.ask('rate', input);
    const view = rated?.value ?? (await again(scene, conversation, shown));
    if (sameFeedback(view.feedback, feedback)) return;
    // What had no name at the first press may have got one.
    shown = view.turn;
    await scene.device.run(600);
  }
  throw new Error('the press never took');
}

/** Undoes the last press, and takes what the panel then shows for what is meant. */
export async function undo(scene: Scene, conversation: Conversation, turn: Turn): Promise<void> {
  const before = (await seen(scene, conversation, turn)).feedback;
  for (let tries = 0; tries < 20; tries += 1) {
    const pressId = `press-${scene.chance()}`;
    const undone = await scene.device.ask('undo', { conversation, turn, pressId });
    const view = undone?.value ?? (await again(scene, conversation, turn));
    if (!undone && sameFeedback(view.feedback, before)) continue;
    note(scene, conversation, turn, view.feedback);
    return;
  }
  throw new Error('the undo never took');
}

async function again(scene: Scene, conversation: Conversation, turn: Turn) {
  await scene.device.run(1_500);
  return seen(scene, conversation, turn);
}

/**
 * Lets everything come to rest. Whatever then needs a person is tried again, as its button offers,
 * after a look at the vendor where it says that nobody can tell; a question about the answer itself
 * is noted and left open.
 */
export async function rest(scene: Scene): Promise<void> {
  for (let rounds = 0; rounds < 20; rounds += 1) {
    await scene.device.settle();
    const held = (await scene.device.entries()).filter(({ state }) => state === 'held');
    const failed = held.filter(({ hold }) => hold?.kind === 'failure');
    scene.questions = held.flatMap(({ hold }) =>
      hold?.kind === 'failure' ? [] : [`${hold?.kind}`],
    );
    if (failed.length === 0) return;
    await scene.device.run(2_000);
    for (const { conversation, turn, hold } of failed) {
      const isUnclear = hold?.kind === 'failure' && hold.failure.kind === 'cannot-tell-own-row';
      if (isUnclear) deleteDouble(scene, conversation.id, turn);
      await scene.device.ask('decide', { conversation, turn, decision: 'retry' });
    }
  }
  throw new Error('it is held again and again');
}

/**
 * What a person does who finds the same twice in the vendor's own app: a browser has sent a request
 * again, and the worker died before the reply told whose rows these are.
 */
function deleteDouble({ clarifeye: { rows } }: Scene, conversation: string, turn: Turn): void {
  const own = rows.filter(
    (row) => row.conversation === conversation && row.turn === turn && row.by === OWNER,
  );
  const [first, second] = own;
  if (first && second && sameFeedback(feedbackOf(first), feedbackOf(second))) {
    rows.splice(rows.indexOf(first), 1);
  }
}

function note(scene: Scene, conversation: Conversation, turn: Turn, feedback: Feedback): void {
  const key = answerKey(conversation.id, turn);
  scene.meant.set(key, [...(scene.meant.get(key) ?? []), feedback]);
}

/** One answer as one string. */
export function answerKey(conversation: string, turn: Turn): string {
  return `${conversation} ${turn}`;
}

/** The ledger's entry for an answer, or undefined. */
export async function entryOf(
  scene: Scene,
  conversation: Conversation,
  turn: Turn,
): Promise<Entry | undefined> {
  const key = conversationKey(conversation);
  const entries = await scene.device.entries();
  return entries.find(
    (entry) => conversationKey(entry.conversation) === key && entry.turn === turn,
  );
}
