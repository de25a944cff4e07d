/**
 * Whether a click is a person's press on the panel: the browser vouches for it, and where it has a
 * place nothing of the page lies over the panel there. Keys and assistive technology press without
 * a place (`detail` 0), and what is no press of a pointer has none.
 */
export function isPress(
  event: Pick<MouseEvent, 'isTrusted' | 'detail' | 'clientX' | 'clientY'>,
  host: Element,
  elementAt: (x: number, y: number) => Element | null,
): boolean {
  if (!event.isTrusted) return false;
  return !event.detail || elementAt(event.clientX, event.clientY) === host;
}

/**
 * What every event of the panel's views is asked: whether it is a person's, or `passed` on by the
 * gate. No handler runs on any other. Firefox hands a page the elements of a closed root
 * (`originalTarget`, `find`); taken out of the root they would be pressed by script otherwise.
 */
export function onlyPresses(host: Element): (event: Event & { passed?: boolean }) => boolean {
  const at = (x: number, y: number) => host.ownerDocument.elementFromPoint(x, y);
  return (event) => event.passed || isPress(event as MouseEvent, host, at);
}
