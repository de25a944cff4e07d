/** A value of about:config. */
export type Preference = string | number | boolean;

/** What decides the preferences of a profile. */
export interface FirefoxStart {
  uplinkPort: number;
  locale: string;
  downloadDir: string;
  /** The add-on's id and the host name its pages get, fixed so that a crash cannot change it. */
  addon: { id: string; host: string };
  extra: Record<string, Preference>;
}

const QUIET: Record<string, Preference> = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.contentblocking.introCount': 99,
  'browser.region.network.url': '',
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.search.update': false,
  'browser.sessionstore.resume_from_crash': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage': 'about:blank',
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'browser.topsites.contile.enabled': false,
  'browser.urlbar.suggest.searches': false,
  'browser.warnOnQuit': false,
  'datareporting.healthreport.uploadEnabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.usage.uploadEnabled': false,
  'dom.ipc.processPrelaunch.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.http.http3.enable': false,
  'network.prefetch-next': false,
  'network.trr.mode': 5,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.startup.max_resumed_crashes': -1,
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'toolkit.telemetry.server': '',
};

/** The text of a profile's `user.js`: no chatter, all host names to the uplink, unsigned add-ons. */
export function userPreferences(start: FirefoxStart): string {
  const all: Record<string, Preference> = {
    ...QUIET,
    'marionette.port': 0,
    'network.dns.forceResolve': '127.0.0.1',
    'network.socket.forcePort': `443=${start.uplinkPort}`,
    'xpinstall.signatures.required': false,
    'extensions.webextensions.uuids': JSON.stringify({ [start.addon.id]: start.addon.host }),
    'intl.locale.requested': start.locale,
    'intl.accept_languages': start.locale,
    'browser.download.folderList': 2,
    'browser.download.dir': start.downloadDir,
    'browser.download.always_ask_before_handling_new_types': false,
    'browser.download.alwaysOpenPanel': false,
    ...start.extra,
  };
  return Object.entries(all)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}
