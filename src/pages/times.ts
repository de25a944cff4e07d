/** A calendar day of this device, as `2026-11-21`; entries of one day share it. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** How many calendar days lie between two moments; 0 on the same day, whatever the hours. */
function daysBetween(earlier: number, later: number): number {
  const start = new Date(earlier).setHours(12, 0, 0, 0);
  const end = new Date(later).setHours(12, 0, 0, 0);
  return Math.round((end - start) / 86_400_000);
}

/**
 * A day's name: "today" and "yesterday" in the language's own words, else its date, with the year
 * only where it is another one. Times are epoch milliseconds.
 */
export function dayName(at: number, now: number, language: string): string {
  const days = daysBetween(at, now);
  if (days === 0 || days === 1) {
    return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day');
  }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at);
}

/** `text` with a capital first letter, for headings. */
export function capital(text: string, language: string): string {
  const [first = ''] = text;
  return first.toLocaleUpperCase(language) + text.slice(first.length);
}

/** The time of day, to the minute, or to the second where steps follow one another closely. */
export function timeOfDay(at: number, language: string, seconds = false): string {
  return new Intl.DateTimeFormat(language, { timeStyle: seconds ? 'medium' : 'short' }).format(at);
}

/** A duration in whole seconds or, from two minutes on, in minutes: "30 seconds". */
export function duration(milliseconds: number, language: string): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  const minutes = seconds >= 120;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: minutes ? 'minute' : 'second',
    unitDisplay: 'long',
  }).format(minutes ? Math.ceil(seconds / 60) : seconds);
}
