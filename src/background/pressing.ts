import { type Conversation, conversationKey, type Turn, UNNAMED } from '../domain/conversation';
import { begin, type Entry } from '../domain/entry';
import type { Failure } from '../domain/failure';
import { codePoints, type Feedback, sameFeedback, saysNothing } from '../domain/feedback';
import { type EntryEvent, next } from '../domain/transition';
import type { Requests } from '../messages/client';
import { connectionFor } from './access';
import type { ConversationRecord } from './database';
import type { TurnRef } from './ledger';
import { Refused } from './router';
import { FIRST_PLACE } from './settings';
import { doubtOf, type SurfaceWorld, viewOf, withScope } from './surface';
import { keepSight, type TabsWorld } from './tabs';

/** Two presses within this time on one answer are one: a double click is not a change of mind. */
const DOUBLE_PRESS_MS = 500;

type Rate = Requests['rate']['input'];
type PressingWorld = SurfaceWorld & TabsWorld;

/** Notes a press: the whole feedback, on disk before this resolves. */
export async function rate(world: PressingWorld, input: Rate): Promise<Entry | null> {
  const { pressId, feedback, page } = input;
  const vendor = world.vendorOf(input.conversation.vendor);
  if (!vendor) throw new Error(`no vendor ${input.conversation.vendor}`);
  const record = await keepSight(world, input.conversation);
  const isUnnamed = input.turn === UNNAMED;
  const isKnown =
    vendor.expresses.rates === 'latest'
      ? !isUnnamed
      : isUnnamed || record?.answers?.some((answer) => answer.turn === input.turn);
  if (!isKnown) throw new Refused('not-this-conversation');
  const { conversation, connection } = await refOf(world, input.conversation, input.turn, record);
  const isDoubtful = await doubtOf(world, vendor, record);
  const at = world.now();
  const limit = vendor.expresses.commentLimit;
  const tooLong = limit !== null && codePoints(feedback.comment) > limit;
  let isOlder = false;
  const pressOn = (turn: Turn) =>
    world.ledger.change({ conversation, turn, connection }, (known) => {
      // Pressed without saying which answer it is: what the person sees counts as a newer one, so
      // that no words of the older are carried over to it.
      isOlder = known !== null && turn === input.turn && isDoubtful(known);
      if (isOlder) return known;
      const answer = record?.answers?.find((one) => one.turn === turn);
      const about = { conversation, turn, page, question: answer?.question ?? null };
      const entry = known ?? begin({ key: world.newId(), connection, ...about, stored: null }, at);
      if (isDoublePress(entry, feedback, at)) return entry;
      const named: Entry = { ...entry, page };
      const pressed = next(named, { kind: 'pressed', at, pressId, feedback });
      if (!tooLong) return pressed;
      const failure: Failure = { kind: 'comment-too-long', limit };
      return next(pressed, { kind: 'held', at, hold: { kind: 'failure', failure } });
    });
  const entry = await pressOn(input.turn);
  return isOlder ? pressOn(await newerTurn(world, conversation, input.turn, at)) : entry;
}

/** Takes the last press back, or restores what was stored before it. */
export async function undo(
  world: PressingWorld,
  { conversation, turn, pressId }: Requests['undo']['input'],
): Promise<void> {
  const record = await keepSight(world, conversation);
  // What had no name in front of the person may have got one since.
  const named =
    turn === UNNAMED ? (await viewOf(world, conversation, turn, FIRST_PLACE)).turn : turn;
  const vendor = world.vendorOf(conversation.vendor);
  const isDoubtful = vendor && (await doubtOf(world, vendor, record));
  const at = world.now();
  await world.ledger.change(await refOf(world, conversation, named, record), (known) => {
    if (known && isDoubtful?.(known)) throw new Refused('not-allowed');
    return known && next(known, { kind: 'undone', at, pressId });
  });
}

/** The answer after this one; a second press before the panel has noticed is for the same. */
async function newerTurn(
  world: SurfaceWorld,
  conversation: Conversation,
  turn: Turn,
  at: number,
): Promise<Turn> {
  const record = await world.ledger.conversation(conversationKey(conversation));
  const latest = record?.progress.turn ?? turn;
  return latest > turn ? latest : beginTurn(world, conversation, at);
}

/** The person is in front of a newer answer than the ledger knows of; it gets its own number. */
async function beginTurn(
  world: SurfaceWorld,
  conversation: Conversation,
  at: number,
): Promise<Turn> {
  const { progress } = await world.ledger.changeConversation(conversation, at, (record) => ({
    ...record,
    progress: { ...record.progress, turn: record.progress.turn + 1, begunAt: at },
  }));
  return progress.turn;
}

/** Carries out a person's decision about a held feedback. */
export async function decide(
  world: PressingWorld,
  { conversation, turn, decision }: Requests['decide']['input'],
): Promise<void> {
  const record = await world.ledger.conversation(conversationKey(conversation));
  const ref = await refOf(world, conversation, turn, record);
  const at = world.now();
  const step = (event: EntryEvent) =>
    world.ledger.change(ref, (entry) => entry && next(entry, event));
  switch (decision) {
    case 'discard':
      await step({ kind: 'discarded', at });
      return;
    case 'retry':
    case 'send-anyway': {
      const vouched = decision === 'send-anyway';
      // For what stands there now; tried again it stays for what stood there at the press.
      if (vouched && turn === UNNAMED) await step({ kind: 'confirmed', at });
      await step({ kind: 'released', at, vouched });
      return;
    }
    case 'still-this':
      await step({ kind: 'confirmed', at });
      return;
    case 'newer-answer':
      if (record?.progress.turn === turn) await beginTurn(world, ref.conversation, at);
      return;
    case 'rate-new': {
      const old = await world.ledger.entry(ref);
      // Asked for twice, it has moved already and means nothing any more.
      if (!record || old?.state !== 'held' || record.progress.turn === turn) return;
      await moveToLatest(world, old, record);
      await step({ kind: 'discarded', at });
    }
  }
}

/** The held feedback is meant for the answer that is the latest now. */
async function moveToLatest(
  world: PressingWorld,
  { conversation, intent, page }: Entry,
  { progress }: ConversationRecord,
): Promise<void> {
  const pressId = world.newId();
  await rate(world, { conversation, turn: progress.turn, pressId, feedback: intent, page });
}

/** The feedback on an answer, by what the ledger keeps it under. */
export async function refOf(
  world: SurfaceWorld,
  asked: Conversation,
  turn: Turn,
  record: ConversationRecord | null,
): Promise<TurnRef> {
  const conversation = withScope(asked, record);
  const found = await connectionFor(world.settings, conversation);
  return { conversation, turn, connection: found.ok ? found.value.id : null };
}

function isDoublePress(entry: Entry, feedback: Feedback, at: number): boolean {
  const last = entry.steps.findLast((step) => step.what === 'pressed');
  // A clock that was set back must not make everything a double press.
  if (last === undefined || Math.abs(at - last.at) >= DOUBLE_PRESS_MS) return false;
  const takenOff = feedback.rating === null && entry.intent.comment === feedback.comment;
  return sameFeedback(entry.intent, feedback) || takenOff || saysNothing(feedback);
}
