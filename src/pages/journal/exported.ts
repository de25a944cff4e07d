import { UNNAMED } from '../../domain/conversation';
import type { Entry } from '../../domain/entry';
import { dayOf } from '../times';
import { csv } from './csv';
import { stateGroup } from './filter';
import { type EntryRow, type Row, senderOf } from './row';

/** A file to hand to the person. */
export interface ExportedFile {
  name: string;
  type: string;
  text: string;
}

/** Names for programs, the same in every language. */
const COLUMNS = [
  'given_at',
  'vendor',
  'page_title',
  'page_address',
  'question',
  'rating',
  'comment',
  'state',
  'stored_at',
  'sent_as',
  'conversation',
  'turn',
  'unreadable',
];

/** Without it spreadsheets take UTF-8 for something older. */
const BYTE_ORDER_MARK = '\ufeff';

/** Rows as a spreadsheet takes them. `now` (epoch milliseconds) names the file. */
export function asCsv(rows: readonly Row[], now: number): ExportedFile {
  const text = BYTE_ORDER_MARK + csv([COLUMNS, ...rows.map(cellsOf)]);
  return { name: `verdict-history-${dayOf(now)}.csv`, type: 'text/csv', text };
}

/** Rows with all their steps, and those that could not be read with their raw text. */
export function asJson(rows: readonly Row[], now: number): ExportedFile {
  const entries = rows.flatMap((row) => (row.kind === 'entry' ? [recordOf(row)] : []));
  const unreadable = rows.flatMap((row) =>
    row.kind === 'unreadable' ? [{ setAsideAt: iso(row.at), raw: row.raw }] : [],
  );
  const text = JSON.stringify({ exportedAt: iso(now), entries, unreadable }, null, 2);
  return { name: `verdict-history-${dayOf(now)}.json`, type: 'application/json', text };
}

function cellsOf(row: Row): string[] {
  if (row.kind === 'unreadable') {
    const cells = COLUMNS.map(() => '');
    cells[0] = iso(row.at);
    cells[COLUMNS.indexOf('state')] = 'unreadable';
    cells[COLUMNS.length - 1] = row.raw;
    return cells;
  }
  const { entry, vendorLabel } = row;
  const { page, question, intent, stored, conversation, turn } = entry;
  return [
    iso(row.at),
    vendorLabel,
    page.title,
    page.address,
    question ?? '',
    intent.rating ?? '',
    intent.comment,
    stateGroup(row),
    stored ? iso(stored.at) : '',
    senderOf(row) ?? '',
    conversation.id,
    turn === UNNAMED ? '' : String(turn),
    '',
  ];
}

function recordOf(row: EntryRow) {
  const { entry, vendorLabel, connectionName } = row;
  const { conversation, turn, page, question, intent, hold, steps } = entry;
  return {
    givenAt: iso(row.at),
    vendor: vendorLabel,
    connection: connectionName,
    conversation,
    turn: turn === UNNAMED ? null : turn,
    page,
    question,
    rating: intent.rating,
    comment: intent.comment,
    state: stateGroup(row),
    held: hold,
    stored: storedOf(entry),
    steps: steps.map(({ at, ...step }) => ({ at: iso(at), ...step })),
  };
}

function storedOf({ stored }: Entry) {
  if (!stored) return null;
  const { feedback, at, author, row, reviewed, differences } = stored;
  return { ...feedback, at: iso(at), as: author, row, reviewed, differences };
}

/** A moment as programs write it; a broken clock's has no such form. */
function iso(at: number): string {
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : '';
}
