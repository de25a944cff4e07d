/** What decides the command line. */
export interface ChromiumStart {
  profileDir: string;
  uplinkPort: number;
  headless: boolean;
  locale: string;
  viewport: { width: number; height: number };
}

/** Height of the tab strip and tool bar, px, which a window's size includes. */
const CHROME_HEIGHT = 87;

const QUIET = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--noerrdialogs',
  '--hide-crash-restore-bubble',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-field-trial-config',
  '--disable-quic',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--disable-features=AutofillServerCommunication,MediaRouter,OptimizationHints,Translate',
  '--metrics-recording-only',
  '--mute-audio',
  '--password-store=basic',
];

/** The command line for a browser that has the extension, no rest of the world, and no chatter. */
export function chromiumFlags(start: ChromiumStart): string[] {
  const { width, height } = start.viewport;
  return [
    ...QUIET,
    ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
    ...(start.headless ? ['--headless=new'] : []),
    '--remote-debugging-pipe',
    '--enable-unsafe-extension-debugging',
    `--user-data-dir=${start.profileDir}`,
    '--ignore-certificate-errors',
    `--host-resolver-rules=MAP *:443 127.0.0.1:${start.uplinkPort}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
    `--lang=${start.locale}`,
    `--accept-lang=${start.locale}`,
    `--window-size=${width},${height + CHROME_HEIGHT}`,
    'about:blank',
  ];
}
