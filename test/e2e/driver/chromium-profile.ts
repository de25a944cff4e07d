import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

type Settings = Record<string, unknown>;

interface Preferences {
  extensions?: {
    ui?: Settings;
    settings?: Record<string, Settings>;
  };
}

interface Manifest {
  permissions?: string[];
  host_permissions?: string[];
  content_scripts?: { matches?: string[] }[];
}

const UNPACKED = 4;
/** Follows links, may see files, needs a manifest; without the bit by which the protocol's are forgotten. */
const ORDINARY = 38;

const preferencesFile = (profileDir: string) => join(profileDir, 'Default', 'Preferences');

async function readPreferences(profileDir: string): Promise<Preferences> {
  try {
    return JSON.parse(await readFile(preferencesFile(profileDir), 'utf8')) as Preferences;
  } catch {
    // A fresh profile, or a browser that was killed before it first wrote them.
    return {};
  }
}

async function writePreferences(profileDir: string, preferences: Preferences): Promise<void> {
  await mkdir(join(profileDir, 'Default'), { recursive: true });
  await writeFile(preferencesFile(profileDir), JSON.stringify(preferences));
}

/** Turns on developer mode, without which unpacked extensions are not started. Needs a closed browser. */
export async function allowUnpacked(profileDir: string): Promise<void> {
  const preferences = await readPreferences(profileDir);
  const extensions = preferences.extensions ?? {};
  await writePreferences(profileDir, {
    ...preferences,
    extensions: { ...extensions, ui: { ...extensions.ui, developer_mode: true } },
  });
}

/**
 * Makes an extension that came over the protocol one that stays, as if loaded on
 * chrome://extensions: the next start is then an ordinary one, with `onStartup` and without
 * `onInstalled`. Needs a closed browser; what the profile knows (withheld hosts) is kept.
 */
export async function keepInstalled(
  profileDir: string,
  id: string,
  extensionDir: string,
): Promise<void> {
  const manifest = JSON.parse(
    await readFile(join(extensionDir, 'manifest.json'), 'utf8'),
  ) as Manifest;
  const permissions = {
    api: manifest.permissions ?? [],
    explicit_host: manifest.host_permissions ?? [],
    scriptable_host: (manifest.content_scripts ?? []).flatMap((script) => script.matches ?? []),
    manifest_permissions: [],
  };
  const preferences = await readPreferences(profileDir);
  const extensions = preferences.extensions ?? {};
  const known = extensions.settings?.[id];
  await writePreferences(profileDir, {
    ...preferences,
    extensions: {
      ...extensions,
      settings: {
        ...extensions.settings,
        [id]: {
          active_permissions: permissions,
          granted_permissions: permissions,
          disable_reasons: [],
          first_install_time: '13380000000000000',
          last_update_time: '13380000000000000',
          from_webstore: false,
          withholding_permissions: false,
          ...known,
          creation_flags: ORDINARY,
          location: UNPACKED,
          path: extensionDir,
        },
      },
    },
  });
}
