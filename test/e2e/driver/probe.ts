import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MANIFEST = {
  manifest_version: 3,
  name: 'Probe',
  version: '1.0',
  permissions: ['storage', 'activeTab'],
  host_permissions: ['https://*.clarityq.ai/*'],
  action: { default_popup: 'popup.html' },
  content_scripts: [{ matches: ['https://*.clarityq.ai/*'], js: ['panel.js'] }],
  browser_specific_settings: { gecko: { id: 'probe@example.invalid' } },
};

const BACKGROUND = {
  chromium: { service_worker: 'worker.js' },
  firefox: { scripts: ['worker.js'] },
};

const WORKER = `
const api = globalThis.browser ?? globalThis.chrome;
const born = crypto.randomUUID();
api.runtime.onInstalled.addListener(() => api.storage.local.set({ installed: born }));
api.runtime.onStartup.addListener(() => api.storage.local.set({ started: born }));
api.runtime.onMessage.addListener((message, sender, answer) => {
  if (message === 'born') answer(born);
  if (message !== 'fetch') return false;
  fetch('https://api.clarityq.ai/nothing', { cache: 'no-store' }).then(() => answer('reached'), () => answer('cut off'));
  return true;
});
`;

const PANEL = `
const host = document.createElement('probe-panel');
const root = host.attachShadow({ mode: 'closed' });
host.popover = 'manual';
root.innerHTML = '<button aria-pressed="false">Good answer</button><button hidden>Hidden</button>'
  + '<label>Comment <textarea></textarea></label><div role="status">Idle</div>';
const [button, , label, status] = root.children;
const field = label.firstElementChild;
button.onclick = ({ isTrusted }) => {
  button.setAttribute('aria-pressed', 'true');
  status.textContent = 'Pressed, trusted ' + isTrusted;
};
field.onkeydown = ({ key, ctrlKey, isComposing }) => {
  if (key === 'Enter' && ctrlKey && !isComposing) status.textContent = 'Saved ' + field.value;
};
document.body.append(host);
host.showPopover();
`;

const POPUP = `<!doctype html><meta charset="utf-8"><title>Probe popup</title>
<body style="width: 240px"><p id="where"></p><label>Note <textarea></textarea></label>
<div role="status"></div><script src="popup.js"></script>`;

const POPUP_SCRIPT = `
const api = globalThis.browser ?? globalThis.chrome;
api.tabs.query({ active: true, currentWindow: true }).then(([tab]) => {
  document.getElementById('where').textContent = 'On ' + tab.url;
});
document.querySelector('textarea').oninput = ({ target }) => {
  document.querySelector('[role=status]').textContent = 'Typed ' + target.value;
};
`;

const PAGE = '<!doctype html><meta charset="utf-8"><title>Probe page</title><h1>Empty</h1>';

/** Writes a small extension, for trying the driver alone, into a fresh folder and returns it. */
export async function makeProbe(browser: 'chromium' | 'firefox'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'verdict-probe-'));
  await mkdir(folder, { recursive: true });
  const files = {
    'manifest.json': JSON.stringify({ ...MANIFEST, background: BACKGROUND[browser] }),
    'worker.js': WORKER,
    'panel.js': PANEL,
    'popup.html': POPUP,
    'popup.js': POPUP_SCRIPT,
    'page.html': PAGE,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}
