const RFC_3339 = /^(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d:\d\d)(\.\d+)?(z|[+-]\d\d:?\d\d)?$/i;

/**
 * A vendor's point in time as epoch milliseconds; null where it is missing or no RFC 3339 time.
 * One without an offset is taken as UTC, which is what both vendors document, and not as this
 * device's own time, as `Date.parse` would.
 */
export function epochMs(text: string | null | undefined): number | null {
  const [, day, time, fraction = '', offset = 'Z'] = RFC_3339.exec(text ?? '') ?? [];
  if (!day || !time) return null;
  const hours = offset.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  const at = Date.parse(`${day}T${time}${fraction.slice(0, 4)}${hours}`);
  return Number.isNaN(at) ? null : at;
}
