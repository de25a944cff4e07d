/** The reasons in a text, one a line, blanks around them and empty lines left out. */
export function listIn(text: string): string[] {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter(Boolean);
}

/** A list of reasons as a text, one a line. */
export function textOf(list: readonly string[]): string {
  return list.join('\n');
}
