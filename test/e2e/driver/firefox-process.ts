import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bidi, connectBidi } from './bidi.ts';
import { connectMarionette, type Marionette } from './marionette.ts';
import type { ConsoleLine } from './person.ts';
import { onPath, startProcess } from './process.ts';
import { until } from './until.ts';

/** Firefox from its start to its end; a restart makes another. Its commands take turns. */
export interface RunningFirefox {
  bidi: Bidi;
  /** Does something with one tab, undisturbed; `front` also brings it to front. */
  inTab<T>(
    handle: string,
    work: (send: Marionette['send']) => Promise<T>,
    front?: boolean,
  ): Promise<T>;
  /** Does something with the browser's own window in the place of a page. */
  asChrome<T>(work: (send: Marionette['send']) => Promise<T>): Promise<T>;
  /** Runs the body of an async function with the browser's own rights. */
  inChrome<T>(body: string, ...args: unknown[]): Promise<T>;
  /** A command that needs no tab. */
  send: Marionette['send'];
  kill(): Promise<void>;
  quit(): Promise<void>;
}

const START_MS = 45_000;
const QUIT_MS = 10_000;
const PORT_FILE = 'MarionetteActivePort';

/** Firefox on the PATH; throws a sentence that says what to install. */
export function firefoxFile(): string {
  const file = onPath(['firefox-esr', 'firefox']);
  if (file === null) throw new Error('No Firefox on the PATH; install firefox-esr or firefox');
  return file;
}

/** The script of an async function's body, for Marionette, whose own scripts cannot await. */
export function asyncScript(body: string): string {
  return `return (async (...args) => {${body}\n})(...arguments)`;
}

/** Starts Firefox on a profile and takes it over; throws with its complaints when it cannot. */
export async function startFirefox(
  profileDir: string,
  options: { file: string; headless: boolean; width: number; height: number },
  lines: ConsoleLine[],
): Promise<RunningFirefox> {
  const portFile = join(profileDir, PORT_FILE);
  await rm(portFile, { force: true });
  const size = [`${options.width}`, `${options.height}`] as const;
  const started = startProcess(
    options.file,
    [
      ...(options.headless ? ['--headless'] : []),
      ...['--marionette', '--remote-allow-system-access', '--remote-debugging-port', '0'],
      ...['--no-remote', '--profile', profileDir, '--width', size[0], '--height', size[1]],
    ],
    {
      pipes: false,
      env: {
        MOZ_HEADLESS_WIDTH: size[0],
        MOZ_HEADLESS_HEIGHT: size[1],
        MOZ_CRASHREPORTER_DISABLE: '1',
        // Without it a release ignores the preference that keeps it from asking for settings.
        MOZ_REMOTE_SETTINGS_DEVTOOLS: '1',
      },
    },
  );
  const failed = async (error: Error): Promise<never> => {
    await started.kill();
    throw new Error(`Firefox did not start: ${error.message}\n${started.complaints()}`);
  };
  const connect = async () => {
    const port = await until(
      async () => Number(await readFile(portFile, 'utf8').catch(() => '')) || null,
      () => 'no port',
      START_MS,
    );
    const marionette = await connectMarionette(port);
    const { capabilities } = await marionette.send<{ capabilities: { webSocketUrl: string } }>(
      'WebDriver:NewSession',
      { acceptInsecureCerts: true, webSocketUrl: true, unhandledPromptBehavior: 'accept' },
    );
    return { marionette, bidi: await connectBidi(capabilities.webSocketUrl, lines) };
  };
  const { marionette, bidi } = await connect().catch(failed);

  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work, work);
    turn = next.catch(() => {});
    return next;
  };
  let current = '';
  const switchTo = async (handle: string, front: boolean) => {
    if (handle === current && !front) return;
    await marionette.send('WebDriver:SwitchToWindow', { handle, focus: front });
    current = handle;
  };
  const asChrome = <T>(work: (send: Marionette['send']) => Promise<T>) =>
    inTurn(async () => {
      await marionette.send('Marionette:SetContext', { value: 'chrome' });
      try {
        return await work(marionette.send);
      } finally {
        await marionette.send('Marionette:SetContext', { value: 'content' });
      }
    });
  return {
    bidi,
    send: (command, parameters) => inTurn(() => marionette.send(command, parameters)),
    inTab: (handle, work, front = false) =>
      inTurn(async () => {
        await switchTo(handle, front);
        return work(marionette.send);
      }),
    asChrome,
    inChrome: async <T>(body: string, ...args: unknown[]) => {
      const script = asyncScript(body);
      const { value } = await asChrome((send) =>
        send<{ value: T }>('WebDriver:ExecuteScript', { script, args }),
      );
      return value;
    },
    async kill() {
      await started.kill();
      marionette.close();
      bidi.close();
    },
    async quit() {
      const timer = setTimeout(started.kill, QUIT_MS);
      await marionette.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => {
        // The answer is lost when the browser is quicker.
      });
      await started.ended;
      clearTimeout(timer);
      marionette.close();
      bidi.close();
    },
  };
}
