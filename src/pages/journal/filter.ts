import type { Row } from './row';
import { searcher } from './search';

export const RATINGS = ['good', 'neutral', 'bad', 'none'] as const;
/** What has become of a feedback, as coarse as a person asks for it. */
export const STATES = [
  'needs-person',
  'on-its-way',
  'stored',
  'differs',
  'reviewed',
  'taken-back',
  'discarded',
  'unreadable',
] as const;
export const SPANS = ['today', '7', '30', '365'] as const;

export type StateGroup = (typeof STATES)[number];

/** What the list is narrowed to; an empty text for everything. */
export interface Filter {
  query: string;
  vendor: string;
  rating: '' | (typeof RATINGS)[number];
  state: '' | StateGroup;
  when: '' | (typeof SPANS)[number];
}

export const EVERYTHING: Filter = { query: '', vendor: '', rating: '', state: '', when: '' };

/** Whether a filter leaves everything in. */
export function isEverything(filter: Filter): boolean {
  return Object.values(filter).every((value) => value.trim() === '');
}

/** Which group of states a row belongs to; each row to exactly one. */
export function stateGroup(row: Row): StateGroup {
  if (row.kind === 'unreadable') return 'unreadable';
  if (row.entry.state === 'held') return 'needs-person';
  switch (row.receipt?.state) {
    case undefined:
      return 'discarded';
    case 'stored':
    case 'differs':
    case 'reviewed':
    case 'taken-back':
      return row.receipt.state;
    case 'gone':
      return 'taken-back';
    default:
      return 'on-its-way';
  }
}

/**
 * The rows a filter leaves, in their order. Days count from midnight of this device.
 *
 * @param now epoch milliseconds
 */
export function filtered(rows: readonly Row[], filter: Filter, now: number): Row[] {
  const { vendor, rating, state, when } = filter;
  const found = searcher(filter.query);
  const from = when === '' ? Number.NEGATIVE_INFINITY : startOf(when, now);
  return rows.filter(
    (row) =>
      row.at >= from &&
      (vendor === '' || (row.kind === 'entry' && row.entry.conversation.vendor === vendor)) &&
      (rating === '' || (row.kind === 'entry' && (row.entry.intent.rating ?? 'none') === rating)) &&
      (state === '' || stateGroup(row) === state) &&
      found(row),
  );
}

/** The first moment of a span that ends today: "7" is today and the six days before. */
function startOf(when: (typeof SPANS)[number], now: number): number {
  const start = new Date(now);
  start.setHours(0, 0, 0, 0);
  if (when !== 'today') start.setDate(start.getDate() - Number(when) + 1);
  return start.getTime();
}
