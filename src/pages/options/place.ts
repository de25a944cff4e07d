import type { Site } from '../../vendors/site';

/** The region's name for an API origin, or its host where it is a server of the customer's own. */
export function placeName(site: Site, origin: string): string {
  const region = site.form.regions.find((each) => each.origin === origin);
  if (region) return region.label;
  return URL.canParse(origin) ? new URL(origin).host : origin;
}

/** The domains a vendor's servers lie under, as a person would write them. */
export function domains(site: Site): string[] {
  const hosts = site.apiSources.map((source) =>
    source.replace(/^https:\/\//, '').replace(/^\*\./, ''),
  );
  return [...new Set(hosts)];
}
