import type { Entry } from '../../domain/entry';
import { type Receipt, receiptOf } from '../../domain/receipt';
import type { UnreadableRow } from '../../messages/view';
import type { WordKey } from '../../platform/words';
import { vendorById } from '../../vendors/site';
import { type Line, line } from '../line';

/** What the list shows: an entry, or a row that could not be read. */
export type Row = EntryRow | BrokenRow;

/** One feedback, with what the list needs to know about it. */
export interface EntryRow {
  kind: 'entry';
  key: string;
  /** The last press, epoch milliseconds. */
  at: number;
  entry: Entry;
  vendorLabel: string;
  /** Name of the connection it travels over; null where there is none (any more). */
  connectionName: string | null;
  receipt: Receipt | null;
}

/** A row of the ledger that could not be read, as the text it is kept as. */
export interface BrokenRow {
  kind: 'unreadable';
  key: string;
  /** When it was set aside, epoch milliseconds. */
  at: number;
  raw: string;
}

/** An entry as a row of the list. */
export function rowOf(entry: Entry, connectionName: string | null): EntryRow {
  const { vendor } = entry.conversation;
  return {
    kind: 'entry',
    key: entry.key,
    at: entry.pressedAt,
    entry,
    vendorLabel: vendorById(vendor)?.label ?? vendor,
    connectionName,
    receipt: receiptOf(entry),
  };
}

/** A row that was set aside, as a row of the list. */
export function brokenRowOf({ id = 0, at, raw }: UnreadableRow): BrokenRow {
  return { kind: 'unreadable', key: `unreadable ${id}`, at, raw: JSON.stringify(raw) ?? '' };
}

/** The latest first; those of one moment in an order that stays. */
export function latestFirst(a: Row, b: Row): number {
  return b.at - a.at || (a.key < b.key ? -1 : 1);
}

const STATES: Record<Receipt['state'], WordKey> = {
  saved: 'journalSaved',
  'out-of-reach': 'journalOutOfReach',
  waiting: 'journalWaiting',
  stored: 'journalStored',
  reviewed: 'journalReviewed',
  changed: 'journalChanged',
  'not-vouched': 'journalNotVouched',
  differs: 'journalDiffers',
  'taken-back': 'journalTakenBack',
  gone: 'journalGone',
  'needs-person': 'journalNeedsPerson',
  locked: 'journalLocked',
  'not-set-up': 'journalNotSetUp',
};

/** The state in a word or two, for the table; the whole sentence stands in the details. */
export function stateName(receipt: Receipt | null): Line {
  return line(receipt ? STATES[receipt.state] : 'journalDiscarded');
}

/** Who gave it: the author the vendor named, else the connection's name; null without either. */
export function senderOf({ entry, connectionName }: EntryRow): string | null {
  return entry.stored?.author ?? connectionName;
}

/** The address to open, when it is one that a link may lead to; null otherwise. */
export function addressOf({ page: { address } }: Entry): string | null {
  return URL.canParse(address) && new URL(address).protocol === 'https:' ? address : null;
}
