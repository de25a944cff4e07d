import type { Reasons } from '../domain/reasons';
import type { Preferences } from '../messages/view';
import { say } from '../platform/words';
import type { Vendor } from './site';

/** The quick reasons a vendor comes with, in the browser's language. */
export function firstReasons({ reasons }: Pick<Vendor, 'reasons'>): Reasons {
  const listed = (key: keyof Reasons) =>
    say(reasons[key])
      .split(/\s*;\s*/)
      .filter(Boolean);
  return { good: listed('good'), bad: listed('bad') };
}

/** The quick reasons that are offered for a vendor: those that were chosen, else its own. */
export function reasonsOf(
  vendor: Pick<Vendor, 'id' | 'reasons'>,
  chosen: Preferences['reasons'],
): Reasons {
  return chosen?.[vendor.id] ?? firstReasons(vendor);
}
