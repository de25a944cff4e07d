import { vi } from 'vitest';

type Listening = {
  kind: string;
  listener: (event: Event) => void;
  signal: AbortSignal | undefined;
};

/** A call of the page's own as Resource Timing names it. */
export interface Called {
  name: string;
  startTime: number;
  /** Milliseconds from its start to its end. */
  duration?: number;
}

/**
 * A window as far as the detector touches one. Events reach its listeners in the order they were
 * added, trusted ones too, which no script of a test could dispatch.
 */
export class Page {
  listening: Listening[] = [];
  location: { href: string };
  document = Object.assign(new EventTarget(), {
    readyState: 'loading',
    body: null as object | null,
  });
  performance: { now: () => number; getEntriesByType: () => { name: string }[] };
  navigation = new EventTarget();
  observers: { callback: (calls: Called[]) => void; options?: object; on: boolean }[] = [];

  constructor(address: string, now: () => number = () => Date.now()) {
    this.location = { href: address };
    this.performance = { now, getEntriesByType: () => [] };
    const { observers } = this;
    vi.stubGlobal(
      'PerformanceObserver',
      class {
        readonly #known: Page['observers'][number];
        constructor(callback: (list: { getEntries(): Required<Called>[] }) => void) {
          this.#known = {
            callback: (calls) =>
              callback({ getEntries: () => calls.map((one) => ({ duration: 0, ...one })) }),
            on: false,
          };
          observers.push(this.#known);
        }
        observe(options: object): void {
          Object.assign(this.#known, { options, on: true });
        }
        disconnect(): void {
          this.#known.on = false;
        }
      },
    );
  }

  addEventListener(
    kind: string,
    listener: (event: Event) => void,
    { signal }: { signal?: AbortSignal } = {},
  ): void {
    this.listening.push({ kind, listener, signal });
  }

  /** Hands `event` to the listeners until one of them stops it. */
  fire(kind: string, event: object = {}): void {
    let stopped = false;
    const stopImmediatePropagation = (): void => {
      stopped = true;
    };
    const full = Object.assign(event, { type: kind, stopImmediatePropagation });
    for (const { listener, signal, ...known } of this.listening) {
      if (known.kind === kind && !signal?.aborted && !stopped) listener(full as unknown as Event);
    }
  }

  /** Changes the address as a single-page app does. */
  go(address: string): void {
    this.location.href = address;
    this.navigation.dispatchEvent(new Event('currententrychange'));
  }

  /** Lets Resource Timing tell of calls. */
  calls(...calls: Called[]): void {
    for (const { callback, on } of this.observers) if (on) callback(calls);
  }

  asWindow(): Window {
    return this as unknown as Window;
  }
}
