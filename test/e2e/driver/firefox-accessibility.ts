/**
 * Runs inside Firefox with the system's rights, in the process of the page, where the browser's own
 * accessibility service sees closed shadow roots as a screen reader does. As source text, because
 * it is sent there; `nodes` and `reveal` are what it returns.
 */
export const READER = `
const memory = (globalThis.verdictNodes ??= { next: 1, ids: new WeakMap(), byId: new Map() });
const keyOf = (node) => {
  if (!memory.ids.has(node)) {
    memory.ids.set(node, memory.next);
    memory.byId.set(memory.next, Cu.getWeakReference(node));
    memory.next += 1;
  }
  return String(memory.ids.get(node));
};
const isLate = !Services.appinfo.accessibilityEnabled;
const service = Cc['@mozilla.org/accessibilityService;1'].getService(Ci.nsIAccessibilityService);
const S = Ci.nsIAccessibleStates;
const FIELDS = new Set(['textbox', 'searchbox', 'combobox', 'spinbutton', 'slider', 'listbox']);
const RENAMED = { 'text leaf': 'text', 'internal frame': 'iframe', 'password text': 'textbox', 'label': 'label' };
const describe = (one, depth) => {
  const plain = {};
  const extra = {};
  one.getState(plain, extra);
  const raw = service.getStringRole(one.role);
  const role = RENAMED[raw] ?? (one.computedARIARole || raw);
  const has = (bit) => (plain.value & bit) !== 0;
  const expandable = has(S.STATE_EXPANDED) || has(S.STATE_COLLAPSED);
  let value = '';
  try { value = one.value; } catch { /* it has none */ }
  return {
    key: one.DOMNode ? keyOf(one.DOMNode) : '',
    role,
    name: one.name ?? '',
    description: one.description ?? '',
    value: FIELDS.has(role) || (role === 'progressbar' || role === 'meter') ? value : null,
    pressed: raw === 'toggle button' ? has(S.STATE_PRESSED) : null,
    checked: has(S.STATE_CHECKABLE) ? has(S.STATE_CHECKED) : null,
    expanded: expandable ? has(S.STATE_EXPANDED) : null,
    selected: has(S.STATE_SELECTABLE) ? has(S.STATE_SELECTED) : null,
    focused: has(S.STATE_FOCUSED),
    disabled: has(S.STATE_UNAVAILABLE),
    invalid: has(S.STATE_INVALID),
    depth,
  };
};
const isBusy = (one) => {
  const plain = {};
  one?.getState(plain, {});
  return !one || (plain.value & S.STATE_BUSY) !== 0;
};
// Not the window's own timers, which a hidden tab gets once a second.
const { setTimeout } = ChromeUtils.importESModule('resource://gre/modules/Timer.sys.mjs');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const drawn = (window) => new Promise((resolve) => {
  window.requestAnimationFrame(() => window.requestAnimationFrame(resolve));
});
// Changes reach the tree when a frame is made. A hidden tab makes one after 1, 3, 7 seconds and ever
// later, so one is asked for there: advancing by nothing makes it.
const settled = async (window) => {
  if (!window.document.hidden) return Promise.race([sleep(60), drawn(window)]);
  window.windowUtils.advanceTimeAndRefresh(0);
  window.windowUtils.restoreNormalRefresh();
};
const showFrames = (one) => {
  let count = 0;
  for (let index = 0; index < (one?.childCount ?? 0); index += 1) count += showFrames(one.getChildAt(index));
  const inner = one?.DOMNode?.contentDocument;
  if (inner) service.getAccessibleFor(inner);
  return count + (inner ? 1 : 0);
};
const readTree = async (window) => {
  const found = [];
  await settled(window);
  const walk = (one, depth) => {
    try { found.push(describe(one, depth)); } catch { return; }
    for (let index = 0; index < one.childCount; index += 1) walk(one.getChildAt(index), depth + 1);
  };
  // The service starts with the first question; its tree of a document is whole a moment later.
  for (let wait = 0; wait < 20 && isBusy(service.getAccessibleFor(window.document)); wait += 1) {
    await sleep(25);
    if (window.document.hidden) await settled(window);
  }
  const top = service.getAccessibleFor(window.document);
  // A screen reader is there before the page; to a service that comes late frames have to be shown.
  if (isLate && showFrames(top)) await settled(window);
  if (top) walk(top, 0);
  return found;
};
const reveal = (key) => {
  const node = memory.byId.get(Number(key))?.get();
  if (!node?.isConnected) return null;
  const element = node.nodeType === 1 ? node : node.parentElement;
  const rect = () => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const place = { x, y, width, height };
    for (let view = element.ownerDocument.defaultView; view.parent !== view; view = view.parent) {
      const frame = view.browsingContext.embedderElement;
      const around = frame.getBoundingClientRect();
      place.x += around.x + frame.clientLeft;
      place.y += around.y + frame.clientTop;
    }
    return place;
  };
  const view = element.ownerDocument.defaultView.top;
  const first = rect();
  const middle = [first.x + first.width / 2, first.y + first.height / 2];
  const inside = middle[0] >= 0 && middle[1] >= 0
    && middle[0] < view.innerWidth && middle[1] < view.innerHeight;
  if (!inside) element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
  const place = rect();
  return place.width > 0 && place.height > 0 ? place : null;
};
`;
