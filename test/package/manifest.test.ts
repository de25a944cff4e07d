import { describe, expect, it } from 'vitest';
import { builds, filesOf, manifestOf } from './builds.ts';

const hosts = ['https://*.clarityq.ai/*', 'https://*.clarifeye.ai/*', 'https://*.clarifeye.io/*'];

/** The vendors' other sites, so that nothing runs on them; the bare domain is one of them. */
const elsewhere = ['clarityq.ai', 'clarifeye.ai', 'clarifeye.io'].flatMap((domain) => [
  `https://${domain}/*`,
  ...['www', 'docs', 'api', 'get', 'pages'].map((name) => `https://*.${name}.${domain}/*`),
]);

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  'connect-src https://api.clarityq.ai https://*.clarifeye.ai https://*.clarifeye.io',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  'upgrade-insecure-requests',
].join('; ');

/** All of it, so that a key nobody meant fails too: `chrome_url_overrides` or a wider permission. */
const common = {
  manifest_version: 3,
  name: '__MSG_extensionName__',
  description: '__MSG_extensionDescription__',
  version: '0.1.0',
  default_locale: 'en',
  icons: { 16: 'icon/16.png', 32: 'icon/32.png', 48: 'icon/48.png', 128: 'icon/128.png' },
  permissions: ['storage', 'unlimitedStorage', 'alarms', 'scripting', 'activeTab'],
  host_permissions: hosts,
  content_scripts: [
    {
      matches: hosts,
      exclude_matches: elsewhere,
      js: ['detector.js'],
      run_at: 'document_start',
    },
  ],
  incognito: 'not_allowed',
  content_security_policy: { extension_pages: policy },
  action: { default_title: '__MSG_extensionName__', default_popup: 'popup.html' },
  commands: {
    focus: {
      suggested_key: { default: 'Alt+Shift+J' },
      description: '__MSG_shortcutFocus__',
    },
    good: { suggested_key: { default: 'Alt+Shift+G' }, description: '__MSG_goodAnswer__' },
    bad: { suggested_key: { default: 'Alt+Shift+D' }, description: '__MSG_badAnswer__' },
    comment: { suggested_key: { default: 'Alt+Shift+M' }, description: '__MSG_comment__' },
  },
  options_ui: { open_in_tab: true, page: 'options.html' },
};

describe('the manifest is exactly this', () => {
  it('for Chrome and Edge', () => {
    expect(manifestOf('chrome-mv3')).toEqual({
      ...common,
      minimum_chrome_version: '140',
      storage: { managed_schema: 'managed-schema.json' },
      background: { service_worker: 'background.js' },
    });
  });

  it('for Firefox', () => {
    expect(manifestOf('firefox-mv3')).toEqual({
      ...common,
      browser_specific_settings: {
        gecko: {
          id: 'verdict@verdict-feedback.example',
          strict_min_version: '153.0',
          data_collection_permissions: { required: ['authenticationInfo', 'websiteContent'] },
        },
      },
      background: { scripts: ['background.js'] },
    });
  });
});

describe.each(builds)('what a page must not find in %s', (build) => {
  it.each([
    'chrome_url_overrides',
    'web_accessible_resources',
    'externally_connectable',
    'optional_permissions',
    'optional_host_permissions',
    'sandbox',
    'sidebar_action',
    'side_panel',
  ])('%s', (key) => {
    expect(manifestOf(build)).not.toHaveProperty(key);
  });
});

describe.each(builds)('the files of %s', (build) => {
  it('are what the manifest and the pages need', () => {
    const pages = ['help', 'journal', 'options', 'popup', 'welcome'].map((page) => `${page}.html`);
    const named = filesOf(build).filter((file) => !/^(assets|chunks|words|_locales)\//.test(file));
    expect(named).toEqual(
      [
        ...[
          ...['background.js', 'detector.js', 'orphan.js', 'panel.js', 'polyfill.js'],
          'managed-schema.json',
          'manifest.json',
          ...pages,
        ],
        ...['icon/128.png', 'icon/16.png', 'icon/32.png', 'icon/48.png'],
      ].sort(),
    );
  });

  it('hold nothing but the package’s own code, styles, texts and icons', () => {
    const strange = filesOf(build).filter(
      (file) =>
        !/\.(js|css|html|png)$|^(manifest|managed-schema)\.json$|^_locales\/[a-zA-Z_]+\/messages\.json$/.test(
          file,
        ),
    );
    expect(strange).toEqual([]);
  });
});
