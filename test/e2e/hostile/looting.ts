/** What a page that sets out for the panel's contents notes down. */
declare global {
  interface Window {
    /** How it came by something that is not its own, and what that is. */
    booty: string[];
    /** The kinds of event it has heard, so that silence means something. */
    kinds: string[];
    /** Looks wherever a page can see what has the focus, is selected or lies at a point. */
    look(): void;
  }
}

/**
 * Runs in a page's head before anything else: listens to every kind of event there is, walks all
 * that each of them carries, watches every performance entry, and looks about all the time.
 *
 * @param words what the panel says and what is typed into it
 */
export function lurk(words: string[]): void {
  const booty = new Set<string>();
  const kinds = new Set<string>();
  Object.defineProperty(window, 'booty', { get: () => [...booty] });
  Object.defineProperty(window, 'kinds', { get: () => [...kinds] });
  const isForeign = (value: unknown): boolean => {
    if (typeof value === 'string') return words.some((word) => value.includes(word));
    if (value === null || typeof value !== 'object') return false;
    if (Object.prototype.toString.call(value) === '[object Window]') return value !== window;
    if (!('nodeType' in value)) return false;
    const node = value as Node;
    const root = node.getRootNode();
    return node !== document && (node.ownerDocument !== document || root instanceof ShadowRoot);
  };
  const note = (how: string, value: unknown): void => {
    try {
      if (isForeign(value)) booty.add(how);
    } catch {
      // What may not be touched has not been got.
    }
  };
  const walk = (how: string, value: object): void => {
    try {
      for (const key in value) note(`${how}.${key}`, Reflect.get(value, key));
    } catch {
      // Neither has what carries it.
    }
  };

  const targets = [window, Window, HTMLElement, Document, Element].map((one) =>
    'prototype' in one ? (one.prototype as object) : one,
  );
  const named = targets.flatMap((one) => Object.getOwnPropertyNames(one));
  const all = named.filter((name) => name.startsWith('on')).map((name) => name.slice(2));
  const unnamed = 'focusin focusout compositionstart compositionupdate compositionend textInput';
  for (const kind of new Set([...all, ...`${unnamed} DOMMouseScroll DOMActivate`.split(' ')])) {
    const heed = (event: Event): void => {
      kinds.add(event.type);
      walk(event.type, event);
      for (const target of event.composedPath()) note(`${event.type} path`, target);
      for (const name of ['touches', 'dataTransfer', 'clipboardData', 'detail']) {
        const part: unknown = Reflect.get(event, name);
        if (part && typeof part === 'object') walk(`${event.type}.${name}`, part);
      }
    };
    addEventListener(kind, heed, true);
    document.addEventListener(kind, heed);
  }

  for (const type of PerformanceObserver.supportedEntryTypes) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        walk(`timing of ${type}`, entry);
        const { scripts, sources, attribution } = entry as unknown as Record<string, object[]>;
        for (const part of [scripts, sources, attribution].flat()) {
          if (part) walk(`timing of ${type}`, part);
        }
      }
    }).observe({ type, buffered: true });
  }

  window.look = () => {
    const page = document as unknown as Record<string, (x: number, y: number) => unknown>;
    const selection = getSelection();
    note('selection', String(selection));
    if (selection) walk('selection', selection);
    for (let index = 0; index < (selection?.rangeCount ?? 0); index += 1) {
      const range = selection?.getRangeAt(index);
      if (range) walk('range', range);
    }
    for (const range of selection?.getComposedRanges?.() ?? []) walk('composed range', range);
    note('focus', document.activeElement);
    note('frames', window[0]);
    if (window.length > 0) booty.add('number of frames');
    const host = document.querySelector('verdict-panel');
    const animations = [
      ...document.getAnimations(),
      ...(host?.getAnimations({ subtree: true }) ?? []),
    ];
    for (const { effect } of animations) note('animation', effect && Reflect.get(effect, 'target'));
    for (let x = innerWidth - 300; x < innerWidth; x += 40) {
      for (let y = innerHeight - 200; y < innerHeight; y += 20) {
        for (const element of document.elementsFromPoint(x, y)) note('point', element);
        for (const name of ['caretPositionFromPoint', 'caretRangeFromPoint']) {
          const found = page[name]?.call(document, x, y);
          if (found && typeof found === 'object') walk(name, found);
        }
      }
    }
    const { event } = window;
    if (event) walk('current event', event);
  };
  setInterval(window.look, 20);
}

/** Every command and search of a page's that reaches what has the focus; answers with what they say. */
export function command(words: string[]): string[] {
  const got: string[] = [];
  const host = document.querySelector('verdict-panel');
  const selection = getSelection();
  const { find } = window as unknown as { find(...how: (string | boolean)[]): boolean };
  const see = (how: string): void => {
    window.look();
    const said = String(selection);
    if (words.some((word) => said.includes(word))) got.push(how);
  };
  for (const name of [
    'selectAll',
    'copy',
    'cut',
    'delete',
    'insertText',
    'undo',
    'forwardDelete',
  ]) {
    document.execCommand(name, false, 'FORGED');
    see(name);
  }
  for (const word of words) {
    for (const how of [[], [false, true], [false, false, true], [true, true, true, true, true]]) {
      selection?.removeAllRanges();
      if (find(word, ...how)) got.push(`find ${word}`);
      see(`find ${word}`);
    }
  }
  if (!selection || !host) return ['no panel'];
  selection.selectAllChildren(host);
  see('selectAllChildren');
  selection.setBaseAndExtent(document.body, 0, host, 0);
  see('setBaseAndExtent');
  for (const unit of ['character', 'word', 'line', 'documentboundary']) {
    selection.collapse(host, 0);
    for (const way of ['forward', 'backward']) selection.modify('extend', way, unit);
    see(`modify ${unit}`);
  }
  const range = document.createRange();
  range.selectNodeContents(host);
  if (words.some((word) => String(range).includes(word))) got.push('range');
  selection.removeAllRanges();
  return got;
}
