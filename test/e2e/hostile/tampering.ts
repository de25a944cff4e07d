/** What a hostile page notes down in `window.loot`. */
declare global {
  interface Window {
    loot: string[];
  }
}

/** The words a test types into the panel; a page that has them has read what it must not. */
export const WORDS = 'Nobody4711 reads this';

/**
 * Runs in a page's head before anything else: lays hands on whatever the page shares with an
 * extension that is careless, and notes every piece of Verdict that comes by.
 */
export function tamper(words: string): void {
  const loot: string[] = [];
  window.loot = loot;
  const isOurs = (value: unknown): boolean =>
    (typeof value === 'string' && value.includes(words.slice(0, 10))) ||
    value instanceof ShadowRoot ||
    (value instanceof Node && value.getRootNode() instanceof ShadowRoot);
  // What is noted goes through the page's changed world itself.
  let noting = false;
  const note = (how: string, ...values: unknown[]): void => {
    if (noting) return;
    noting = true;
    if (values.some(isOurs) && !loot.includes(how)) loot[loot.length] = how;
    noting = false;
  };

  const wrap = (owner: object, names: string[]): void => {
    for (const name of names) {
      const original = Reflect.get(owner, name) as (...args: unknown[]) => unknown;
      Reflect.defineProperty(owner, name, {
        configurable: true,
        writable: true,
        value(this: unknown, ...args: unknown[]) {
          const result = Reflect.apply(original, this, args);
          note(name, this, result, ...args);
          return result;
        },
      });
    }
  };
  wrap(Element.prototype, ['attachShadow', 'append', 'querySelector', 'setAttribute', 'matches']);
  wrap(Node.prototype, ['appendChild', 'insertBefore', 'contains', 'getRootNode']);
  wrap(EventTarget.prototype, ['addEventListener', 'dispatchEvent']);
  wrap(Document.prototype, ['createElement', 'createTextNode', 'elementFromPoint', 'adoptNode']);
  wrap(HTMLElement.prototype, ['showPopover', 'hidePopover', 'focus']);
  wrap(Array.prototype, ['push', 'map', 'filter', 'find', 'flatMap', 'some', 'join']);
  wrap(Promise.prototype, ['then']);
  wrap(Map.prototype, ['get', 'set']);
  wrap(JSON, ['parse', 'stringify']);
  wrap(String.prototype, ['trim', 'replace', 'slice', 'split']);
  wrap(window, ['fetch', 'setTimeout', 'postMessage', 'structuredClone']);

  for (const name of ['kind', 'conversation', 'feedback', 'comment', 'ask', 'rating', 'gated']) {
    Object.defineProperty(Object.prototype, name, {
      configurable: true,
      get: () => undefined,
      set: () => {
        loot[loot.length] = `a value with ${name}`;
      },
    });
  }

  // An element of the panel's name whose class the page has made, and which may ask for its root.
  const hosts: { internals: ElementInternals; element: Element }[] = [];
  customElements.define(
    'verdict-panel',
    class extends HTMLElement {
      constructor() {
        super();
        hosts[hosts.length] = { internals: this.attachInternals(), element: this };
      }
    },
  );

  const look = (): void => {
    for (const { internals, element } of hosts) {
      note('element internals', internals.shadowRoot);
      note('open root', element.shadowRoot);
      for (const { effect } of element.getAnimations({ subtree: true })) {
        note('an animation of the host', (effect as KeyframeEffect | null)?.target);
      }
    }
    for (const { effect } of document.getAnimations()) {
      note('an animation', (effect as KeyframeEffect | null)?.target);
    }
    const selection = getSelection();
    // What is selected in a field the browsers tell any script of the document as text (`toString`),
    // in whatever root the field stands; no extension can keep that back. The nodes are ours.
    note('the selection', selection?.anchorNode, selection?.focusNode);
    note('the active element', document.activeElement);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  for (const type of PerformanceObserver.supportedEntryTypes) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { target, element, sources } = entry as unknown as Record<string, unknown>;
        const nodes = ((sources as { node: unknown }[] | undefined) ?? []).map(({ node }) => node);
        note(`timing of ${type}`, target, element, ...nodes);
      }
    }).observe({ type, buffered: true });
  }

  const kinds = 'click mousedown pointerdown pointermove selectionchange transitionrun toggle';
  for (const kind of `${kinds} beforetoggle keydown input focusin scroll message`.split(' ')) {
    addEventListener(
      kind,
      (event) => {
        note(
          `the path of ${kind}`,
          ...event.composedPath(),
          event.target,
          Reflect.get(event, 'data'),
        );
      },
      true,
    );
  }
  // A trap that lets the focus go nowhere else.
  addEventListener('focusin', () => document.querySelector<HTMLElement>('#own')?.focus(), true);
}

/**
 * Runs in a page with the panel: asks the browser in every known way for an element of the closed
 * root, and with any it gets presses every button and types, within the root and out of it. Answers
 * with whether it got one.
 */
export function operate(words: string[]): boolean {
  const { find } = window as unknown as { find(text: string, ...how: boolean[]): boolean };
  let root: ShadowRoot | null = null;
  const look = (node: unknown): void => {
    const top = node instanceof Node ? node.getRootNode() : null;
    if (top instanceof ShadowRoot) root ??= top;
  };
  for (const word of words) {
    find(word, false, false, true);
    look(getSelection()?.anchorNode);
  }
  getSelection()?.removeAllRanges();
  if (!root) return false;
  const has: ShadowRoot = root;
  const bubbles = true;
  for (const button of has.querySelectorAll('button')) {
    const place = document.createComment('');
    const attack = (): void => {
      button.click();
      button.dispatchEvent(new MouseEvent('click', { bubbles, detail: 1 }));
      for (const key of ['Enter', 'ArrowRight', ' ']) {
        button.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles }));
      }
    };
    attack();
    button.replaceWith(place);
    document.body.append(button);
    attack();
    place.replaceWith(button);
  }
  const field = has.querySelector('textarea');
  if (field) {
    field.value = 'forged';
    field.dispatchEvent(Object.assign(new InputEvent('input', { bubbles }), { passed: true }));
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles }));
  }
  return true;
}

/** What a page can do to a stranger's element; nothing of it may cover the panel, or move it. */
export const MASKS = `
html { opacity: 0.01; filter: blur(9px); transform: translate(300px, 200px) scale(0.5); }
body { opacity: 0; clip-path: circle(0); mask: linear-gradient(transparent, transparent); perspective: 9px; }
* { pointer-events: none !important; user-select: all !important; }
verdict-panel, verdict-panel * {
  display: none !important; visibility: hidden !important; opacity: 0 !important; zoom: 3 !important;
  transform: translate(-900px, -900px) !important; clip-path: circle(0) !important; inset: 0 auto auto 0 !important;
  filter: opacity(0) !important; mix-blend-mode: difference !important; content-visibility: hidden !important;
  pointer-events: none !important; width: 0 !important; contain: strict !important; overflow: hidden !important;
  view-transition-name: taken !important; transition: all 9s 9s !important; animation: gone 9s infinite !important;
}
@keyframes gone { from, to { opacity: 0; translate: -900px; } }
verdict-panel::before, verdict-panel::after {
  content: 'Click here to go on' !important; position: fixed !important; inset: 0 !important;
  display: block !important; background: white !important; z-index: 2147483647 !important;
}
`;

/**
 * Runs in a page with the panel: says everything the extension's own parts say to each other, in
 * every way a page can, and answers with what came back.
 */
export async function forge(
  kinds: string[],
  extensionId: string,
  conversation: unknown,
): Promise<string[]> {
  const heard: string[] = [];
  const targets = [window, document, document.querySelector('verdict-panel')];
  addEventListener('message', ({ data }) => {
    if (!(data as { forged?: boolean }).forged) heard.push(`message ${JSON.stringify(data)}`);
  });
  const channel = new BroadcastChannel('verdict');
  channel.onmessage = () => heard.push('broadcast');
  const names = [
    ...kinds,
    'verdict',
    'verdict.link',
    'verdict.panel',
    'verdict.left',
    'changed',
    'showing',
    'wxt:content-script-started',
    `${extensionId}:wxt:content-script-started`,
    `${extensionId}:panel:wxt:content-script-started`,
    'wxt:locationchange',
  ];
  for (const kind of names) {
    const feedback = { rating: 'good', comment: 'forged' };
    const pressId = crypto.randomUUID();
    const page = { title: 'forged', address: location.href };
    const message = { kind, conversation, turn: 1, feedback, pressId, page, text: 'forged' };
    const detail = { ...message, hint: 'changed', question: 'showing', forged: true };
    postMessage(detail, '*');
    channel.postMessage(detail);
    localStorage.setItem(kind, JSON.stringify(detail));
    for (const target of targets) {
      target?.dispatchEvent(new CustomEvent(kind, { detail, bubbles: true, composed: true }));
      target?.dispatchEvent(new MessageEvent('message', { data: detail }));
    }
    const { chrome } = window as unknown as Record<
      string,
      { runtime?: { sendMessage?(id: string, message: unknown): Promise<unknown> } }
    >;
    await chrome?.runtime?.sendMessage?.(extensionId, message).then(
      (answer) => heard.push(`answer ${JSON.stringify(answer)}`),
      () => undefined,
    );
  }
  localStorage.clear();
  const state = Object.getOwnPropertySymbols(window).map(String);
  heard.push(...state.filter((name) => name.includes('verdict')));
  Reflect.set(window, Symbol.for('verdict.link'), { conversation: () => conversation });
  for (const kind of ['online', 'pageshow', 'pagehide', 'prerenderingchange', 'toggle', 'close']) {
    for (const target of targets) target?.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  return heard;
}
