import { allows, type Policy } from '../../domain/policy';
import { isApi } from '../../vendors/locate';
import type { Site } from '../../vendors/site';

/** What a policy leaves to choose from. */
export type Allowed = Pick<Policy, 'vendors' | 'origins'>;

/** Whether a vendor has any server that may be used. */
export function mayUse({ vendors, origins }: Allowed, site: Site): boolean {
  return (
    (vendors?.includes(site.id) ?? true) && (origins?.some((origin) => isApi(site, origin)) ?? true)
  );
}

/** Whether one of a vendor's servers may be used. */
export function mayReach(allowed: Allowed, site: Site, origin: string): boolean {
  return allows(allowed, { vendor: site.id, origin });
}
