import type { AccessibleNode } from './accessibility.ts';

/** What both browsers need to know to be started on a build of the extension. */
export interface LaunchOptions {
  /** Port on 127.0.0.1 that answers https for every vendor host name; all other hosts are unreachable. */
  sandboxPort: number;
  /** Folder of the unpacked production build, for example `.output/chrome-mv3`. */
  extensionDir: string;
  /** False opens real windows and needs a display. Default true. */
  headless?: boolean;
  /** Profile to use and keep; without it a fresh one is made and removed by `close()`. */
  profileDir?: string;
  /** Interface language, a BCP 47 tag. Default `en-US`. */
  locale?: string;
  /** Size of the window's content in CSS px. Default 1280 × 800. */
  viewport?: { width: number; height: number };
  /** Hosts that lead to the sandbox beside the vendors', for pages of other sites; `*.name` for all below. */
  hosts?: string[];
  /** The policy it is installed under. Given, the extension has a place of its own for `setPolicy`. */
  managed?: object;
  /** Folder that receives downloads. Default: `downloads` in the profile. */
  downloadDir?: string;
}

/** One line that a page, an extension page or the browser wrote about a tab. */
export interface ConsoleLine {
  /** Address of the tab when the line was written. */
  tab: string;
  text: string;
  /** `log`, `info`, `warning`, `error`, `debug`, `exception` (uncaught), `dialog` (alert, confirm). */
  type: string;
}

/** A running browser with the extension installed, as one person with one profile has it. */
export interface BrowserSession {
  readonly name: 'chromium' | 'firefox';
  /** The id of chrome-extension://id, or the host of moz-extension://host. Unchanged by `restart()`, new after `renew()`. */
  readonly extensionId: string;
  readonly profileDir: string;
  readonly downloadDir: string;
  /** Every console line and page error of every tab since the launch or renewal, restarts included. */
  readonly console: ConsoleLine[];
  /** Every host name the browser tried to reach over https, in order, the blocked ones included. */
  readonly reached: string[];
  /** Value of an expression in the world of the extension's content scripts in that tab, promises awaited. */
  evaluateInContentScript<T>(tab: Tab, expression: string): Promise<T>;
  /** Installs another unpacked extension beside this one; answers where its pages are, with a slash at the end. */
  installAnother(folder: string): Promise<string>;
  /** Opens a tab in front and waits until its document has loaded. */
  open(url: string): Promise<Tab>;
  /** Full address of one of the extension's pages, for example `options.html`. */
  extensionPage(name: string): string;
  /** Every open tab, those opened by the extension or by links included. */
  tabs(): Promise<Tab[]>;
  /** Waits until a tab with this address is open, for tabs that something else opens. */
  waitForTab(url: string | RegExp, timeoutMs?: number): Promise<Tab>;
  /** Opens the toolbar popup as the browser does, on that tab, which is brought to front. */
  popup(tab: Tab): Promise<Tab>;
  /**
   * Presses one of the extension's shortcuts, `Alt+Shift+G`, over the tab in front. Chromium's
   * protocol brings keys to pages only, so that there the event its keys make is made instead.
   */
  shortcut(keys: string): Promise<void>;
  /** Stops the service worker or event page for real and returns when it is gone. Chromium needs an open tab. */
  stopBackground(): Promise<void>;
  backgroundAlive(): Promise<boolean>;
  /** Cuts or mends the network under the whole browser, background included; tabs see `offline` and `online`. */
  setOffline(offline: boolean): Promise<void>;
  /**
   * Puts an administrator's policy for the extension into a real policy file; null takes it away.
   * Chromium takes it up live, some seconds later, Firefox at its next start. Gone after `close()`.
   * Only where it was launched as `managed`.
   */
  setPolicy(policy: object | null): Promise<void>;
  /** Closes the browser, or takes up after `kill()`, and starts it again on the same profile; former tabs are void. */
  restart(): Promise<void>;
  /**
   * Makes of it what a launch with nothing but these makes, without starting it again: tabs, sites'
   * data and the extension are gone, and the extension is installed anew. False where what was done
   * with it has left traces (a restart, say, or another extension); then it is to be closed.
   */
  renew(options: Pick<LaunchOptions, 'sandboxPort' | 'hosts'>): Promise<boolean>;
  /** kill -9 of every process of the browser. `restart()` or `close()` may follow. */
  kill(): Promise<void>;
  /** Ends the browser and removes the profile unless it was given. */
  close(): Promise<void>;
}

/** One tab or popup, seen and used as a person does. */
export interface Tab {
  url(): Promise<string>;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  close(): Promise<void>;
  bringToFront(): Promise<void>;
  /** Runs a function, given as such or as source text of an expression, in the page's own world. Values travel as JSON. */
  evaluate<T>(source: string): Promise<T>;
  evaluate<T, A extends unknown[]>(fn: (...args: A) => T | Promise<T>, ...args: A): Promise<T>;
  /** The one visible control with this role and name, closed shadow roots included; waits, 10 s by default. */
  find(role: string, name: string | RegExp, timeoutMs?: number): Promise<Control>;
  /** The same without waiting: null when none is there, an error when several are. */
  maybe(role: string, name: string | RegExp): Promise<Control | null>;
  /** Everything with this role and name, in reading order, without waiting. */
  all(role: string, name?: string | RegExp): Promise<Control[]>;
  /** Waits until none is there. */
  gone(role: string, name: string | RegExp, timeoutMs?: number): Promise<void>;
  /** The whole accessible text, one block to a line. */
  text(): Promise<string>;
  waitForText(text: string | RegExp, timeoutMs?: number): Promise<void>;
  /** Text of all live regions (role status or alert), one to a line. */
  status(): Promise<string>;
  waitForStatus(text: string | RegExp, timeoutMs?: number): Promise<void>;
  /** The accessibility tree in reading order, for checks of focus order, descriptions and the like. */
  accessibility(): Promise<AccessibleNode[]>;
  /** The element that has the keyboard focus, or null for the page itself. */
  focused(): Promise<Control | null>;
  /** Types with real keys into what has the focus. */
  type(text: string): Promise<void>;
  /** Presses one key, with modifiers: `Enter`, `Control+Enter`, `Escape`, `Shift+Tab`, `ArrowRight`. */
  key(chord: string): Promise<void>;
  /** Starts or changes an input method's unfinished text at the caret. */
  compose(text: string): Promise<void>;
  /** Ends the input method's text with what it finally is. */
  commitComposition(text: string): Promise<void>;
  /** The real mouse, in CSS px of the window. */
  mouse: {
    click(x: number, y: number): Promise<void>;
    /** Two presses, as near to each other as a hand makes them, on the slowest machine, too. */
    doubleClick(x: number, y: number): Promise<void>;
    drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void>;
    move(x: number, y: number): Promise<void>;
  };
  screenshot(path: string): Promise<void>;
  setViewport(width: number, height: number): Promise<void>;
  emulate(media: MediaPreferences): Promise<void>;
}

/** What a person has set in the system; a field left out stays as it is. */
export interface MediaPreferences {
  colorScheme?: 'light' | 'dark';
  reducedMotion?: boolean;
  forcedColors?: boolean;
}

/** A control as it was when found; `now()` reads it again. */
export interface Control {
  readonly role: string;
  readonly name: string;
  readonly description: string;
  readonly value: string | null;
  /** aria-pressed; null where the control is no toggle button. */
  readonly pressed: boolean | null;
  readonly checked: boolean | null;
  readonly expanded: boolean | null;
  readonly focused: boolean;
  readonly disabled: boolean;
  /** Reads the same element again; an error when it is gone. */
  now(): Promise<Control>;
  /** Scrolls it into view, waits until it rests, and clicks its middle with the real mouse. */
  click(): Promise<void>;
  /** Clicks, then types with real keys. */
  type(text: string): Promise<void>;
  /** Clicks, selects all and puts the text in its place as a paste does; an empty text deletes. */
  fill(text: string): Promise<void>;
  /** Chooses an option of a select by its text, with real keys. */
  choose(option: string): Promise<void>;
  /** Place in the window, CSS px. */
  box(): Promise<{ x: number; y: number; width: number; height: number }>;
}
