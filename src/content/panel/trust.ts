/**
 * Whether a click is a person's press on the panel: the browser vouches for it, and where it has a
 * place nothing of the page lies over the panel there. Keys and assistive technology press without
 * a place (`detail` 0).
 */
export function isPress(
  event: Pick<MouseEvent, 'isTrusted' | 'detail' | 'clientX' | 'clientY'>,
  host: Element,
  elementAt: (x: number, y: number) => Element | null,
): boolean {
  if (!event.isTrusted) return false;
  return event.detail === 0 || elementAt(event.clientX, event.clientY) === host;
}

/** A capture listener that stops every click on the panel that is no press. */
export function onlyPresses(host: Element): (event: Event) => void {
  const at = (x: number, y: number) => host.ownerDocument.elementFromPoint(x, y);
  return (event) => {
    if (isPress(event as MouseEvent, host, at)) return;
    event.stopImmediatePropagation();
    event.preventDefault();
  };
}
