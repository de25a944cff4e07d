const MONTHS = [1, 3, 6, 12, 24];
/** The longest time nobody may have watched a conversation, in minutes. */
export const MOST_MINUTES = 60;

/** The times to choose from, in months; one that was set elsewhere is among them. */
export function monthChoices(kept: number | null): number[] {
  const choices = new Set(kept === null ? MONTHS : [...MONTHS, kept]);
  return [...choices].sort((a, b) => a - b);
}

/** Whether less would be kept than now; null stands for ever. */
export function isShorter(months: number | null, kept: number | null): months is number {
  return months !== null && (kept === null || months < kept);
}

/** The whole minutes a text names, from 1 on; null for anything else. */
export function minutesIn(text: string): number | null {
  const minutes = /^\s*\d{1,2}\s*$/.test(text) ? Number(text) : 0;
  return minutes >= 1 && minutes <= MOST_MINUTES ? minutes : null;
}
