import type { Receipt } from '../../domain/receipt';
import type { JournalRow } from '../../messages/view';
import type { WordKey } from '../../platform/words';
import { type Line, line } from '../line';

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
  'needs-person': 'journalNeedsPerson',
  locked: 'journalLocked',
  'not-set-up': 'journalNotSetUp',
};

/** The state in a word or two, for the table; the whole sentence stands in the details. */
export function stateName(receipt: Receipt | null): Line {
  return line(receipt ? STATES[receipt.state] : 'journalDiscarded');
}

/** Who gave it: the author the vendor named, else the connection's name; null without either. */
export function senderOf(row: JournalRow): string | null {
  return row.entry.stored?.author ?? row.connectionName;
}

/** The address to open, when it is one that a link may lead to; null otherwise. */
export function addressOf(row: JournalRow): string | null {
  const { address } = row.entry.page;
  return URL.canParse(address) && new URL(address).protocol === 'https:' ? address : null;
}
