/** One element as assistive technology gets it, the same shape in both browsers. */
export interface AccessibleNode {
  /** The browser's own handle for the element. */
  key: string;
  /** ARIA role; `text` for text itself. */
  role: string;
  name: string;
  description: string;
  value: string | null;
  pressed: boolean | null;
  checked: boolean | null;
  expanded: boolean | null;
  selected: boolean | null;
  focused: boolean;
  disabled: boolean;
  invalid: boolean;
  /** Distance from the document, for telling where a subtree ends. */
  depth: number;
}

const LIVE_ROLES = new Set(['status', 'alert', 'log']);
const NAMED_BY_CONTENT = new Set([
  'button',
  'link',
  'heading',
  'option',
  'tab',
  'menuitem',
  'label',
]);

function matches(actual: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? actual === wanted : wanted.test(actual);
}

/** All nodes of one role; a text name must be equal, a pattern must match, none means any. */
export function select(
  nodes: AccessibleNode[],
  role: string,
  name?: string | RegExp,
): AccessibleNode[] {
  return nodes.filter(
    (node) => node.role === role && (name === undefined || matches(node.name, name)),
  );
}

/** Node and everything below it, in reading order. */
export function subtree(nodes: AccessibleNode[], top: AccessibleNode): AccessibleNode[] {
  const start = nodes.indexOf(top);
  const after = nodes.findIndex((node, index) => index > start && node.depth <= top.depth);
  return nodes.slice(start, after < 0 ? undefined : after);
}

/** What a reader would hear: the text, with controls by their names, and what fields hold. */
export function spokenText(nodes: AccessibleNode[]): string {
  const lines: string[] = [];
  let silentBelow = Number.POSITIVE_INFINITY;
  for (const node of nodes) {
    if (node.depth > silentBelow) continue;
    silentBelow = Number.POSITIVE_INFINITY;
    if (node.role === 'text' || NAMED_BY_CONTENT.has(node.role)) {
      if (node.name.trim() !== '') lines.push(node.name.trim());
      if (node.role !== 'text' && node.name.trim() !== '') silentBelow = node.depth;
    } else if (node.value !== null) {
      if (node.name !== '') lines.push(`${node.name}: ${node.value}`);
      else if (node.value !== '') lines.push(node.value);
      silentBelow = node.depth;
    }
  }
  return lines.join('\n');
}

/** The text of every live region that says something, one region to a line. */
export function liveText(nodes: AccessibleNode[]): string {
  return nodes
    .filter((node) => LIVE_ROLES.has(node.role))
    .map((node) => spokenText(subtree(nodes, node)).replaceAll('\n', ' '))
    .filter((text) => text !== '')
    .join('\n');
}

/** A list for people of what is there, used in error texts. */
export function inventory(nodes: AccessibleNode[]): string {
  const named = nodes.filter((node) => node.role !== 'text' && (node.name !== '' || node.focused));
  const lines = named.map((node) => {
    const facts = [
      node.pressed === null ? '' : `pressed=${node.pressed}`,
      node.disabled ? 'disabled' : '',
      node.focused ? 'focused' : '',
      node.value === null ? '' : `value=${JSON.stringify(node.value)}`,
    ];
    return `  ${node.role} ${JSON.stringify(node.name)} ${facts.filter(Boolean).join(' ')}`.trimEnd();
  });
  const live = liveText(nodes);
  return `${lines.slice(0, 120).join('\n') || '  (nothing named)'}\nlive regions: ${JSON.stringify(live)}`;
}
