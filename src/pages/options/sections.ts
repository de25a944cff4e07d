/** The sections of the options page, in the order they are listed. */
export const SECTIONS = [
  'connections',
  'recognised',
  'reasons',
  'shortcuts',
  'appearance',
  'privacy',
] as const;

export type SectionId = (typeof SECTIONS)[number];

const ADD = /^#add-([a-z0-9-]+)$/;

/** The section an address's hash names; the first one for anything else. */
export function sectionIn(hash: string): SectionId {
  return SECTIONS.find((id) => hash === `#${id}`) ?? SECTIONS[0];
}

/** The vendor whose form `#add-<vendor>` opens; null for any other hash. */
export function addedIn(hash: string): string | null {
  return ADD.exec(hash)?.[1] ?? null;
}
