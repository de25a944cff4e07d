import { type Conversation, conversationKey, type Turn } from '../domain/conversation';
import { type Entry, heldByVendor, isUnsettled } from '../domain/entry';
import type { Failure } from '../domain/failure';
import { NOTHING, sameFeedback } from '../domain/feedback';
import { inDoubt } from '../domain/guard';
import { type Receipt, receiptOf } from '../domain/receipt';
import type { ConversationView, PanelPlace } from '../messages/view';
import { say } from '../platform/words';
import { reasonsOf } from '../vendors/reasons';
import type { Vendor } from '../vendors/site';
import { connectionFor, fittingConnections, type Reach } from './access';
import type { ConversationRecord } from './database';
import type { Ledger } from './ledger';
import { watchLimitMs } from './settings';

/** What the surfaces' requests are answered from. */
export interface SurfaceWorld extends Reach {
  ledger: Ledger;
  vendorOf(id: string): Vendor | undefined;
  newId(): string;
}

/** Everything a surface shows about a conversation, read from the ledger; asks nobody. */
export async function viewOf(
  world: SurfaceWorld,
  asked: Conversation,
  turn: Turn | null,
  place: PanelPlace,
): Promise<ConversationView> {
  const vendor = world.vendorOf(asked.vendor);
  if (!vendor) throw new Error(`no vendor ${asked.vendor}`);
  const key = conversationKey(asked);
  const record = await world.ledger.conversation(key);
  const conversation = withScope(asked, record);
  const found = await connectionFor(world.settings, conversation);
  const connection = found.ok ? found.value : null;
  const choices =
    !found.ok && found.failure.kind === 'several-connections'
      ? await fittingConnections(world.settings, conversation)
      : [];
  const answers = answersOf(vendor, record);
  const shown = await turnToShow(world, vendor, conversation, record, turn, connection?.id ?? null);
  const entry = await world.ledger.entry({
    conversation,
    turn: shown,
    connection: connection?.id ?? null,
  });
  const missing = found.ok ? null : found.failure;
  const doubtful = entry !== null && (await isDoubtful(world, vendor, entry, record));
  const receipt = entry ? receiptOf(entry) : receiptWithout(missing);
  const problem = record?.problem ?? null;
  const { reasons } = await world.settings.preferences();
  // What the vendor has said it would refuse is not offered: there are only the words that say so.
  const refuses = receipt === null && /^no-access|^not-found/.test(problem?.kind ?? '');
  return {
    conversation,
    vendorLabel: vendor.label,
    expresses: refuses ? { ...vendor.expresses, ratings: [] } : vendor.expresses,
    title: record?.title ?? entry?.page.title ?? null,
    connection: connection && { id: connection.id, name: connection.name },
    choices: choices.map(({ id, name }) => ({ id, name })),
    answers: refuses ? [] : answers,
    turn: shown,
    feedback: doubtful ? NOTHING : (entry?.intent ?? NOTHING),
    draft: await world.ledger.draft(conversation, shown),
    receipt:
      doubtful && receipt ? { ...receipt, actions: ['still-this', 'newer-answer'] } : receipt,
    reasons: reasonsOf(vendor, reasons),
    audience: connection ? audienceOf(vendor, connection.actAs ?? connection.knownAs) : '',
    mayReplaceUnseen:
      !refuses && !vendor.expresses.readsBack && (doubtful || entry?.stored == null),
    problem,
    panel: place,
  };
}

/** In whose name the vendor stores feedback and who sees it; `who` is an e-mail, null if unknown. */
function audienceOf(vendor: Vendor, who: string | null): string {
  return say(vendor.audience(who !== null), who ?? '');
}

/** Whether nobody can vouch any more that the vendor's latest answer is still the entry's. */
export async function isDoubtful(
  world: SurfaceWorld,
  vendor: Vendor,
  entry: Entry,
  record: ConversationRecord | null,
): Promise<boolean> {
  // Nobody but the person asks anything of a vendor that they practise with.
  if (vendor.expresses.rates !== 'latest' || vendor.ownConnection) return false;
  const limit = await watchLimitMs(world.settings);
  return inDoubt(entry, record?.watch ?? null, world.now(), limit);
}

/** The conversation with its product or project, where that is known from another time. */
export function withScope(
  conversation: Conversation,
  record: ConversationRecord | null,
): Conversation {
  return conversation.scope !== null || record === null
    ? conversation
    : { ...conversation, scope: record.conversation.scope };
}

function answersOf(vendor: Vendor, record: ConversationRecord | null): ConversationView['answers'] {
  if (vendor.expresses.rates === 'any') return record?.answers ?? [];
  const progress = record?.progress;
  const ready = progress?.phase !== 'answering';
  return [{ turn: progress?.turn ?? 1, question: null, ready }];
}

/**
 * Which answer a view is about: the one asked for; else the latest, unless an earlier one still
 * waits for the person's decision, which must not get out of sight.
 */
async function turnToShow(
  world: SurfaceWorld,
  vendor: Vendor,
  conversation: Conversation,
  record: ConversationRecord | null,
  asked: Turn | null,
  connection: string | null,
): Promise<Turn> {
  if (vendor.expresses.rates === 'any') return asked ?? record?.answers?.at(-1)?.turn ?? 0;
  const latest = record?.progress.turn ?? 1;
  for (let turn = latest - 1; turn >= Math.max(1, latest - 20); turn -= 1) {
    const entry = await world.ledger.entry({ conversation, turn, connection });
    if (entry && isUnsettled(entry) && !sameFeedback(entry.intent, heldByVendor(entry)))
      return turn;
  }
  return latest;
}

function receiptWithout(missing: Failure | null): Receipt | null {
  if (missing?.kind === 'no-connection') return { state: 'not-set-up', actions: ['set-up'] };
  return missing && { state: 'needs-person', failure: missing, actions: [] };
}
