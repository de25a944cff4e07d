import type { CdpSession } from './cdp.ts';
import type { ConsoleLine } from './person.ts';

interface RemoteObject {
  type: string;
  value?: unknown;
  description?: string;
}

interface World {
  id: number;
  name: string;
  origin: string;
  auxData?: { type?: string; isDefault?: boolean; frameId?: string };
}

/** What is known about a page since it was attached to. */
export interface WatchedPage {
  /** Address as last reported, for labelling console lines. */
  address: string;
  /** The JavaScript worlds of the top frame and its children that exist now. */
  worlds: Map<number, World>;
}

function shown(value: RemoteObject): string {
  if (value.type === 'string') return String(value.value);
  return value.description ?? JSON.stringify(value.value) ?? value.type;
}

/** Turns on what the driver needs of a page, and records its console, its errors and its dialogs. */
export async function watchPage(
  page: CdpSession,
  address: string,
  lines: ConsoleLine[],
): Promise<WatchedPage> {
  const watched: WatchedPage = { address, worlds: new Map() };
  const add = (type: string, text: string) => lines.push({ tab: watched.address, text, type });

  page.on<{ type: string; args: RemoteObject[] }>('Runtime.consoleAPICalled', (event) =>
    add(event.type, event.args.map(shown).join(' ')),
  );
  page.on<{ exceptionDetails: { text: string; exception?: RemoteObject } }>(
    'Runtime.exceptionThrown',
    ({ exceptionDetails: { text, exception } }) =>
      add('exception', exception === undefined ? text : `${text} ${shown(exception)}`),
  );
  page.on<{ entry: { level: string; text: string; url?: string } }>('Log.entryAdded', ({ entry }) =>
    add(entry.level, [entry.text, entry.url].filter(Boolean).join(' ')),
  );
  page.on<{ context: World }>('Runtime.executionContextCreated', ({ context }) =>
    watched.worlds.set(context.id, context),
  );
  page.on<{ executionContextId: number }>('Runtime.executionContextDestroyed', (event) =>
    watched.worlds.delete(event.executionContextId),
  );
  page.on('Runtime.executionContextsCleared', () => watched.worlds.clear());
  page.on<{ frame: { url: string; parentId?: string } }>('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId === undefined) watched.address = frame.url;
  });
  page.on<{ url: string }>('Page.navigatedWithinDocument', ({ url }) => {
    watched.address = url;
  });
  page.on<{ type: string; message: string }>('Page.javascriptDialogOpening', (dialog) => {
    if (dialog.message !== '') add('dialog', dialog.message);
    page.send('Page.handleJavaScriptDialog', { accept: true }).catch(() => {
      // The page went away together with its dialog.
    });
  });
  await Promise.all(
    ['Page.enable', 'Runtime.enable', 'Log.enable', 'DOM.enable', 'Accessibility.enable'].map(
      (method) => page.send(method),
    ),
  );
  return watched;
}
