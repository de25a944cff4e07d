import { type Conversation, conversationKey, type Turn } from '../domain/conversation';
import { begin, type Entry } from '../domain/entry';
import type { Failure } from '../domain/failure';
import { codePoints, type Feedback, sameFeedback, saysNothing } from '../domain/feedback';
import { next } from '../domain/transition';
import type { Requests } from '../messages/client';
import { connectionFor } from './access';
import type { ConversationRecord } from './database';
import { Refused } from './router';
import { isDoubtful, type SurfaceWorld, withScope } from './surface';

/** Two presses within this time on one answer are one: a double click is not a change of mind. */
const DOUBLE_PRESS_MS = 500;

type Rate = Requests['rate']['input'];

/** Notes a press: the whole feedback, on disk before this resolves. */
export async function rate(world: SurfaceWorld, input: Rate): Promise<Entry | null> {
  const { pressId, feedback, page } = input;
  const vendor = world.vendorOf(input.conversation.vendor);
  if (!vendor) throw new Error(`no vendor ${input.conversation.vendor}`);
  const record = await world.ledger.conversation(conversationKey(input.conversation));
  const isNamed = record?.answers?.some((answer) => answer.turn === input.turn) ?? false;
  if (vendor?.expresses.rates === 'any' && !isNamed) throw new Refused('not-this-conversation');
  const conversation = withScope(input.conversation, record);
  const found = await connectionFor(world.settings, conversation);
  const connection = found.ok ? found.value.id : null;
  const at = world.now();
  const limit = vendor.expresses.commentLimit;
  const tooLong = limit !== null && codePoints(feedback.comment) > limit;
  const before = await world.ledger.entry({ conversation, turn: input.turn, connection });
  // Pressed without saying which answer it is: what the person sees counts as a newer one, so that
  // no words of the older are carried over to it.
  const turn =
    before && (await isDoubtful(world, vendor, before, record))
      ? await newerTurn(world, conversation, input.turn, at)
      : input.turn;
  return world.ledger.change({ conversation, turn, connection }, (known) => {
    const entry =
      known ?? begin(blank(world, { conversation, turn, connection, page, record }), at);
    if (isDoublePress(entry, feedback, at)) return entry;
    const named: Entry = { ...entry, page };
    const pressed = next(named, { kind: 'pressed', at, pressId, feedback });
    if (!tooLong) return pressed;
    const failure: Failure = { kind: 'comment-too-long', limit };
    return next(pressed, { kind: 'held', at, hold: { kind: 'failure', failure } });
  });
}

/** Takes the last press back, or restores what was stored before it. */
export async function undo(
  world: SurfaceWorld,
  { conversation, turn, pressId }: Requests['undo']['input'],
): Promise<void> {
  const ref = await refOf(world, conversation, turn);
  const at = world.now();
  const vendor = world.vendorOf(conversation.vendor);
  const entry = await world.ledger.entry(ref);
  const record = await world.ledger.conversation(conversationKey(conversation));
  if (vendor && entry && (await isDoubtful(world, vendor, entry, record))) {
    throw new Refused('not-allowed');
  }
  await world.ledger.change(ref, (known) => known && next(known, { kind: 'undone', at, pressId }));
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
  world: SurfaceWorld,
  { conversation, turn, decision }: Requests['decide']['input'],
): Promise<void> {
  const ref = await refOf(world, conversation, turn);
  const at = world.now();
  switch (decision) {
    case 'discard':
      await world.ledger.change(ref, (entry) => entry && next(entry, { kind: 'discarded', at }));
      return;
    case 'retry':
    case 'send-anyway': {
      const vouched = decision === 'send-anyway';
      await world.ledger.change(
        ref,
        (entry) => entry && next(entry, { kind: 'released', at, vouched }),
      );
      return;
    }
    case 'still-this':
      await world.ledger.change(ref, (entry) => entry && next(entry, { kind: 'confirmed', at }));
      return;
    case 'newer-answer': {
      const record = await world.ledger.conversation(conversationKey(conversation));
      if (record?.progress.turn === turn) await beginTurn(world, ref.conversation, at);
      return;
    }
    case 'rate-new':
      return moveToLatest(world, ref, at);
  }
}

/** The held feedback is meant for the answer that is the latest now; the older one lets go of it. */
async function moveToLatest(
  world: SurfaceWorld,
  ref: { conversation: Conversation; turn: Turn; connection: string | null },
  at: number,
): Promise<void> {
  const record = await world.ledger.conversation(conversationKey(ref.conversation));
  const old = await world.ledger.entry(ref);
  // Asked for twice, it has moved already and means nothing any more.
  if (!record || old?.state !== 'held' || record.progress.turn === ref.turn) return;
  await rate(world, {
    conversation: ref.conversation,
    turn: record.progress.turn,
    pressId: world.newId(),
    feedback: old.intent,
    page: old.page,
  });
  await world.ledger.change(ref, (entry) => entry && next(entry, { kind: 'discarded', at }));
}

/** The feedback on an answer, by what the ledger keeps it under. */
export async function refOf(world: SurfaceWorld, asked: Conversation, turn: Turn) {
  const record = await world.ledger.conversation(conversationKey(asked));
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

function blank(
  world: SurfaceWorld,
  from: {
    conversation: Conversation;
    turn: Turn;
    connection: string | null;
    page: Rate['page'];
    record: ConversationRecord | null;
  },
) {
  const answer = from.record?.answers?.find(({ turn }) => turn === from.turn);
  return {
    key: world.newId(),
    connection: from.connection,
    conversation: from.conversation,
    turn: from.turn,
    page: from.page,
    question: answer?.question ?? null,
    stored: null,
  };
}
