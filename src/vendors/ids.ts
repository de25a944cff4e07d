/** A uuid within a text: not a piece of a longer run of letters and digits. */
export const ID = /(?<![0-9a-z])[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z])/gi;

/** All uuids in a text, in their order and in lower case; one that occurs twice is there twice. */
export function idsIn(text: string): string[] {
  return (text.match(ID) ?? []).map((id) => id.toLowerCase());
}
