import type { Connection } from './connection';
import type { VendorId } from './conversation';
import type { Reasons } from './reasons';

/** What an organisation has set for its people. What it leaves open stays theirs. */
export interface Policy {
  /** Whether there is a policy at all. */
  present: boolean;
  /** Connections it gives, without keys. */
  connections: readonly Connection[];
  /** Vendors that may be used; null for all. */
  vendors: readonly VendorId[] | null;
  /** Origins of APIs that may be used; null for all that the vendors have. */
  origins: readonly string[] | null;
  /** Whether no key is kept without a passphrase. */
  passphrase: boolean;
  /** The preferences it sets. */
  preferences: SetPreferences;
  /** Whether the first-run page is shown. */
  firstRun: boolean;
  /** What of it could not be read; the rest holds. */
  problems: readonly PolicyProblem[];
}

/** Preferences that a policy may set; what is left out stays the person's. */
export interface SetPreferences {
  /** Months; null for ever. */
  keepMonths?: number | null;
  watchMinutes?: number;
  /** Quick reasons, for each vendor it names. */
  reasons?: Record<VendorId, Reasons> | undefined;
}

/** A field of a policy that does not hold, and why. */
export interface PolicyProblem {
  /** Its name, with the place in a list from 1 on: `connections 2 server`. */
  field: string;
  why: WhyNot;
}

/**
 * `key`: keys do not belong in a policy. `outside`: a host that is not the vendor's. `vendor`: none
 * that Verdict knows. `barred`: the policy itself does not allow it. `twice`: there is one already.
 */
export type WhyNot = 'unknown' | 'unreadable' | 'key' | 'outside' | 'vendor' | 'barred' | 'twice';

/** The policy where there is none. */
export const NO_POLICY: Policy = {
  present: false,
  connections: [],
  vendors: null,
  origins: null,
  passphrase: false,
  preferences: {},
  firstRun: true,
  problems: [],
};

/** Whether feedback may go to this vendor at this origin. */
export function allows(
  { vendors, origins }: Pick<Policy, 'vendors' | 'origins'>,
  { vendor, origin }: Pick<Connection, 'vendor' | 'origin'>,
): boolean {
  return (vendors?.includes(vendor) ?? true) && (origins?.includes(origin) ?? true);
}

/** The id of a connection that a policy gives: the same as long as a key of it would be. */
export function givenId({ vendor, origin, scope }: Omit<Connection, 'id'>): string {
  return `${GIVEN}${vendor} ${origin} ${scope}`;
}

/** Whether an id is one of those; nobody else's has a blank in it. */
export function isGiven(id: string): boolean {
  return id.startsWith(GIVEN);
}

const GIVEN = 'policy ';

/** What holds of these preferences under a policy; reasons are set vendor by vendor. */
export function preferencesUnder<P extends SetPreferences>({ preferences }: Policy, own: P): P {
  const reasons = { ...own.reasons, ...preferences.reasons };
  return { ...own, ...preferences, ...(preferences.reasons && { reasons }) };
}

/** What was chosen under a policy, with what was there before in the place of what it sets. */
export function chosenUnder<P extends SetPreferences>(
  { preferences }: Policy,
  chosen: P,
  own: P,
): P {
  const kept = { ...chosen };
  for (const field of ['keepMonths', 'watchMinutes'] as const) {
    if (field in preferences) Object.assign(kept, { [field]: own[field] });
  }
  if (!preferences.reasons) return kept;
  const reasons = { ...chosen.reasons };
  for (const vendor of Object.keys(preferences.reasons)) {
    delete reasons[vendor];
    const before = own.reasons?.[vendor];
    if (before) reasons[vendor] = before;
  }
  return { ...kept, reasons };
}
