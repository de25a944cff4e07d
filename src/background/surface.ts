import { type Conversation, type Turn, UNNAMED } from '../domain/conversation';
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
  const seen = await world.ledger.seen(asked, (record) => turnsOf(vendor, record, turn));
  const { record } = seen;
  const conversation = withScope(asked, record);
  const found = await connectionFor(world.settings, conversation);
  const connection = found.ok ? found.value : null;
  const choices =
    !found.ok && found.failure.kind === 'several-connections'
      ? await fittingConnections(world.settings, conversation)
      : [];
  const answers = answersOf(vendor, record);
  const entryOn = (one: Turn) => seen.entry(one, connection?.id ?? null);
  const shown = turnToShow(vendor, turnsOf(vendor, record, turn), entryOn);
  const entry = entryOn(shown);
  const missing = found.ok ? null : found.failure;
  const doubtful = entry !== null && (await doubtOf(world, vendor, record))(entry);
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
    draft: seen.draft(shown),
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

/** Tells whether nobody can vouch any more that the vendor's latest answer is still an entry's. */
export async function doubtOf(
  world: SurfaceWorld,
  vendor: Vendor,
  record: ConversationRecord | null,
): Promise<(entry: Entry) => boolean> {
  // Nobody but the person asks anything of a vendor that they practise with.
  if (vendor.expresses.rates !== 'latest' || vendor.ownConnection) return () => false;
  const limit = await watchLimitMs(world.settings);
  return (entry) => inDoubt(entry, record?.watch ?? null, world.now(), limit);
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

/** The answers, first and last, of which a view may be about one. */
function turnsOf(
  vendor: Vendor,
  record: ConversationRecord | null,
  asked: Turn | null,
): [Turn, Turn] {
  if (vendor.expresses.rates === 'any') {
    const isNamed = asked !== null && asked !== UNNAMED;
    return isNamed ? [asked, asked] : [UNNAMED, record?.answers?.at(-1)?.turn ?? UNNAMED];
  }
  const latest = record?.progress.turn ?? 1;
  return [Math.max(1, latest - 20), latest];
}

/**
 * Which of them a view is about: the last, unless an earlier one still waits for the person's
 * decision, which must not get out of sight. Where the answers can be stepped through that is only
 * one that nobody could name.
 */
function turnToShow(
  vendor: Vendor,
  [first, last]: [Turn, Turn],
  entryOn: (turn: Turn) => Entry | null,
): Turn {
  const from = vendor.expresses.rates === 'any' ? Math.min(first, last - 1) : last - 1;
  for (let turn = from; turn >= first; turn -= 1) {
    const entry = entryOn(turn);
    if (entry && isUnsettled(entry) && !sameFeedback(entry.intent, heldByVendor(entry)))
      return turn;
  }
  return last;
}

function receiptWithout(missing: Failure | null): Receipt | null {
  if (missing?.kind === 'no-connection') return { state: 'not-set-up', actions: ['set-up'] };
  return missing && { state: 'needs-person', failure: missing, actions: [] };
}
