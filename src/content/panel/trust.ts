/**
 * Whether an event of the panel's views is a person's; no handler runs on any other. The browser
 * vouches for it, and where it is a press with a place nothing of the page lies over the panel there.
 * Keys and assistive technology press without a place (`detail` 0).
 *
 * @param frame what the views stand in: the place is told within it, in its own measure; a page that
 *   zooms itself draws the frame in another
 * @param host the panel's element, which is what the page's document has in that place
 */
export function isPersons(
  { isTrusted, detail, clientX, clientY }: MouseEvent,
  frame: HTMLElement,
  host: Element,
): boolean {
  if (!isTrusted || !detail) return isTrusted;
  const { x, y, width } = frame.getBoundingClientRect();
  const zoom = width / frame.offsetWidth || 1;
  return host.ownerDocument.elementFromPoint(x + clientX * zoom, y + clientY * zoom) === host;
}
