import { describe, expect, test } from 'vitest';
import { registerGate } from '../../../src/content/gate';
import { Page } from './page';

const KINDS = [
  ...['mouseover', 'mouseout', 'mouseenter', 'mouseleave', 'mousemove', 'mousedown', 'mouseup'],
  ...['pointerover', 'pointerout', 'pointerenter', 'pointerleave', 'pointermove', 'pointerdown'],
  ...['pointerup', 'pointercancel', 'gotpointercapture', 'lostpointercapture'],
  ...['click', 'DOMActivate', 'auxclick', 'dblclick', 'contextmenu', 'wheel'],
  ...['touchstart', 'touchmove', 'touchend', 'touchcancel'],
  ...['dragenter', 'dragover', 'dragleave', 'drop'],
  ...['focus', 'blur', 'focusin', 'focusout', 'keydown', 'keypress', 'keyup'],
];

/** A page with a gate, a panel behind it, and page scripts that listen on `window` after it. */
function guarded() {
  const page = new Page('https://app.clarityq.ai/');
  const stop = new AbortController();
  const gate = registerGate(page.asWindow(), stop.signal);
  const recorded: string[] = [];
  for (const kind of KINDS) page.addEventListener(kind, (event) => recorded.push(event.type));
  const host = new EventTarget();
  const heeded: string[] = [];
  const lift = gate.protect(host as Element, ({ type }) => heeded.push(type));
  return { page, recorded, heeded, host, lift, stop };
}

describe('what the panel’s frame tells the page’s document', () => {
  test.each(KINDS)('%s: the page sees nothing of it', (kind) => {
    const { page, recorded, host } = guarded();
    page.fire(kind, { target: host, isTrusted: true });
    page.fire(kind, { target: host, isTrusted: false });
    expect(recorded).toEqual([]);
  });
});

describe('the page', () => {
  test('keeps its own events', () => {
    const { page, recorded } = guarded();
    for (const kind of KINDS) page.fire(kind, { target: new EventTarget() });
    page.fire('keydown', { target: page as unknown as EventTarget });
    page.fire('keydown', { target: null });
    expect(recorded).toEqual([...KINDS, 'keydown', 'keydown']);
  });

  test('gets them back when the panel has gone, and when the script has ended', () => {
    const { page, recorded, host, lift } = guarded();
    lift();
    page.fire('mouseover', { target: host });
    expect(recorded).toEqual(['mouseover']);
    const other = guarded();
    other.stop.abort();
    other.page.fire('mouseover', { target: other.host });
    expect(other.recorded).toEqual(['mouseover']);
  });
});

test('the panel is told of all of it, its own and the page’s, until it has gone', () => {
  const { page, heeded, host, lift } = guarded();
  page.fire('click', { target: host });
  page.fire('pointermove', { target: new EventTarget() });
  expect(heeded).toEqual(['click', 'pointermove']);
  lift();
  page.fire('keydown', { target: new EventTarget() });
  expect(heeded).toEqual(['click', 'pointermove']);
});
