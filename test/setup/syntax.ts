import { parseAst } from 'vitest/node';

/** A node of a parsed file, with whatever fields its type has. */
export interface Node {
  type: string;
  [key: string]: unknown;
}

/** Whether a field of a node is a node itself. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** A node and everything below it, in the order of the text. */
export function* nodesBelow(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node).flat()) if (isNode(value)) yield* nodesBelow(value);
}

/** Every node of a TypeScript file; the path's ending says whether it holds JSX. */
export function parse(path: string, text: string): Node[] {
  const program: unknown = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }, path);
  return isNode(program) ? [...nodesBelow(program)] : [];
}
