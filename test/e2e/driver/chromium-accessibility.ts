import type { AccessibleNode } from './accessibility.ts';
import type { CdpSession } from './cdp.ts';

interface AxValue {
  type: string;
  value?: unknown;
}

interface AxNode {
  nodeId: string;
  ignored: boolean;
  role?: AxValue;
  name?: AxValue;
  description?: AxValue;
  value?: AxValue;
  properties?: { name: string; value: AxValue }[];
  childIds?: string[];
  backendDOMNodeId?: number;
}

interface FrameTree {
  frame: { id: string };
  childFrames?: FrameTree[];
}

const FIELDS = new Set(['textbox', 'searchbox', 'combobox', 'spinbutton', 'slider', 'listbox']);

const RENAMED: Record<string, string> = {
  RootWebArea: 'document',
  StaticText: 'text',
  LabelText: 'label',
  Iframe: 'iframe',
};

function convert(node: AxNode, depth: number): AccessibleNode {
  const fact = (name: string) => node.properties?.find((one) => one.name === name)?.value.value;
  const told = (name: string): boolean | null => {
    const value = fact(name);
    if (value === undefined) return null;
    return value === true || value === 'true' || value === 'mixed';
  };
  const raw = String(node.role?.value ?? '');
  const role = raw === 'MenuListPopup' ? 'listbox' : (RENAMED[raw] ?? raw);
  const value = node.value?.value;
  return {
    key: String(node.backendDOMNodeId ?? ''),
    role,
    name: String(node.name?.value ?? ''),
    description: String(node.description?.value ?? ''),
    value: value === undefined ? (FIELDS.has(role) ? '' : null) : String(value),
    pressed: told('pressed'),
    checked: told('checked'),
    expanded: told('expanded'),
    selected: told('selected'),
    focused: told('focused') === true,
    disabled: told('disabled') === true,
    invalid: fact('invalid') !== undefined && fact('invalid') !== 'false',
    depth,
  };
}

async function frameTree(page: CdpSession, frameId: string): Promise<Map<string, AxNode>> {
  const { nodes } = await page.send<{ nodes: AxNode[] }>('Accessibility.getFullAXTree', {
    frameId,
  });
  return new Map(nodes.map((node) => [node.nodeId, node]));
}

/** The accessibility tree of a tab and its frames of the same process, in reading order. */
export async function chromiumTree(page: CdpSession): Promise<AccessibleNode[]> {
  const { frameTree: top } = await page.send<{ frameTree: FrameTree }>('Page.getFrameTree');
  const found: AccessibleNode[] = [];

  const readFrame = async (frame: FrameTree, depth: number): Promise<void> => {
    let nodes: Map<string, AxNode>;
    try {
      nodes = await frameTree(page, frame.frame.id);
    } catch {
      // The frame went away, or lives in another process.
      return;
    }
    const walk = (id: string, level: number): void => {
      const node = nodes.get(id);
      if (node === undefined) return;
      const role = String(node.role?.value ?? '');
      const shown = !node.ignored && role !== 'InlineTextBox' && role !== 'none';
      if (shown) found.push(convert(node, level));
      for (const child of node.childIds ?? []) walk(child, shown ? level + 1 : level);
    };
    const [root] = nodes.keys();
    if (root !== undefined) walk(root, depth);
    for (const child of frame.childFrames ?? []) await readFrame(child, depth + 1);
  };
  await readFrame(top, 0);
  return found;
}
