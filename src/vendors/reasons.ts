import type { Reasons } from '../domain/reasons';
import type { Preferences } from '../messages/view';
import { say } from '../platform/words';
import type { Site } from './site';

/** The quick reasons a vendor comes with, in the browser's language. */
export function firstReasons({ reasons }: Pick<Site, 'reasons'>): Reasons {
  const listed = (key: keyof Reasons) =>
    say(reasons[key])
      .split(/\s*;\s*/)
      .filter(Boolean);
  return { good: listed('good'), bad: listed('bad') };
}

/** The quick reasons that are offered for a vendor: those that were chosen, else its own. */
export function reasonsOf(
  site: Pick<Site, 'id' | 'reasons'>,
  chosen: Preferences['reasons'],
): Reasons {
  return chosen?.[site.id] ?? firstReasons(site);
}
