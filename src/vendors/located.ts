import { clarifeyeLocated } from './clarifeye/located';
import { clarityqLocated } from './clarityq/located';
import type { Located } from './locate';

/** What every page of a vendor's app has to carry of it, and no more: the third registry. */
export const allLocated: readonly Located[] = [clarityqLocated, clarifeyeLocated];

/** The vendor whose web app lives at this host name, or undefined. */
export function locatedOfHost(host: string): Located | undefined {
  return allLocated.find((one) => one.isApp(host));
}
