import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { registerGate } from '../../../src/content/gate';
import { Page } from './page';

class ClipboardEvent {}

const KINDS = [
  ...['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'change', 'select'],
  ...['compositionstart', 'compositionupdate', 'compositionend'],
  ...['copy', 'cut', 'paste'],
  ...['focus', 'blur', 'focusin', 'focusout'],
];

beforeEach(() => void vi.stubGlobal('ClipboardEvent', ClipboardEvent));
afterEach(() => void vi.unstubAllGlobals());

/** A page with a gate, a panel behind it, and page scripts that listen on `window` after it. */
function guarded() {
  const page = new Page('https://app.clarityq.ai/');
  const stop = new AbortController();
  const gate = registerGate(page.asWindow(), stop.signal);
  const recorded: string[] = [];
  for (const kind of KINDS) page.addEventListener(kind, (event) => recorded.push(event.type));
  const host = new EventTarget();
  const field = new EventTarget();
  const root = { activeElement: field as EventTarget | null };
  const lift = gate.protect(host as Element, root as unknown as ShadowRoot);
  const received: Event[] = [];
  for (const kind of KINDS) field.addEventListener(kind, (event) => received.push(event));
  return { page, recorded, received, host, field, root, lift, stop };
}

function typed(target: EventTarget, more: object = {}) {
  return {
    ...{ target, isTrusted: true, bubbles: true, cancelable: true, prevented: false },
    preventDefault(this: { prevented: boolean }) {
      this.prevented = true;
    },
    ...more,
  };
}

describe('what is typed in the panel', () => {
  test.each(KINDS)('%s: the page sees nothing of it', (kind) => {
    const { page, recorded, host } = guarded();
    page.fire(kind, typed(host));
    expect(recorded).toEqual([]);
  });

  test('arrives at the element that has the focus, with what a listener wants to know', () => {
    const { page, received, host } = guarded();
    page.fire('keydown', typed(host, { key: 'Enter', ctrlKey: true, isComposing: true }));
    page.fire('input', typed(host, { data: 'é', inputType: 'insertText' }));
    expect(received[0]).toMatchObject({ type: 'keydown', key: 'Enter', ctrlKey: true });
    expect(received[0]).toMatchObject({ isComposing: true, cancelable: true });
    expect(received[1]).toMatchObject({ type: 'input', data: 'é', inputType: 'insertText' });
  });

  test('arrives as a copy that says so and cannot leave the root', () => {
    const { page, received, host } = guarded();
    page.fire('keydown', typed(host, { composed: true, key: 'a' }));
    expect(received).toMatchObject([{ composed: false, passed: true }]);
  });

  test('is held back from the browser when the panel holds it back, and only then', () => {
    const { page, field, host } = guarded();
    const plain = typed(host);
    page.fire('keydown', plain);
    expect(plain.prevented).toBe(false);
    field.addEventListener('keydown', (event) => event.preventDefault());
    const held = typed(host);
    page.fire('keydown', held);
    expect(held.prevented).toBe(true);
  });

  test('is typed all the same when nothing in the panel has the focus', () => {
    const { page, recorded, root, host } = guarded();
    root.activeElement = null;
    const event = typed(host);
    expect(() => page.fire('keydown', event)).not.toThrow();
    expect([recorded, event.prevented]).toEqual([[], false]);
  });

  test('is pasted by the browser itself', () => {
    const { page, recorded, received, host } = guarded();
    const paste = Object.assign(new ClipboardEvent(), typed(host));
    page.fire('paste', paste);
    expect([recorded, received, paste.prevented]).toEqual([[], [], false]);
  });
});

describe('the page', () => {
  test('cannot type into the panel', () => {
    const { page, received, host } = guarded();
    for (const kind of [
      'keydown',
      'keypress',
      'keyup',
      'beforeinput',
      'input',
      'change',
      'focus',
    ]) {
      page.fire(kind, typed(host, { isTrusted: false, key: 'Enter', ctrlKey: true }));
    }
    expect(received).toEqual([]);
  });

  test('keeps its own keys, shortcuts and fields', () => {
    const { page, recorded, received } = guarded();
    for (const kind of KINDS) page.fire(kind, typed(new EventTarget()));
    page.fire('keydown', typed(page as unknown as EventTarget));
    page.fire('keydown', { target: null, isTrusted: true });
    expect(recorded).toEqual([...KINDS, 'keydown', 'keydown']);
    expect(received).toEqual([]);
  });

  test('gets them back when the panel has gone, and when the script has ended', () => {
    const { page, recorded, host, lift } = guarded();
    lift();
    page.fire('keydown', typed(host));
    expect(recorded).toEqual(['keydown']);
    const other = guarded();
    other.stop.abort();
    other.page.fire('keydown', typed(other.host));
    expect([other.recorded, other.received]).toEqual([['keydown'], []]);
  });
});
