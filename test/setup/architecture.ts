import { dirname, posix } from 'node:path';
import { isNode, type Node, parse } from './syntax.ts';

/** The source files, by their path from the repository's folder with forward slashes. */
export type Sources = ReadonlyMap<string, string>;

interface Import {
  specifier: string;
  /** Whether nothing of it is left at run time. */
  typeOnly: boolean;
}

/** `import { type A }` alone counts as a type, since the bundler leaves nothing of it either. */
function isTypeOnly(node: Node): boolean {
  if (node.importKind === 'type' || node.exportKind === 'type') return true;
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
  return (
    specifiers.length > 0 &&
    specifiers.every((one) => one.importKind === 'type' || one.exportKind === 'type')
  );
}

function importsOf(nodes: Node[]): Import[] {
  return nodes.flatMap((node) => {
    const { source } = node;
    if (!isNode(source) || typeof source.value !== 'string') return [];
    const typeOnly = node.type === 'TSImportType' || isTypeOnly(node);
    return [{ specifier: source.value, typeOnly }];
  });
}

/** The file a relative import leads to; a package's name stays as it is. */
function resolve(sources: Sources, from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const path = posix.join(dirname(from), specifier);
  const candidates = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`, `${path}/index.tsx`];
  return candidates.find((candidate) => sources.has(candidate)) ?? path;
}

/** Everything that stays in a bundle that starts at `entry`, each with the way that leads there. */
function reached(sources: Sources, entry: string): Map<string, string[]> {
  const ways = new Map([[entry, [entry]]]);
  for (const [path, way] of ways) {
    const text = /\.tsx?$/.test(path) ? sources.get(path) : undefined;
    if (text === undefined) continue;
    for (const { specifier, typeOnly } of importsOf(parse(path, text))) {
      const target = resolve(sources, path, specifier);
      if (!typeOnly && !ways.has(target)) ways.set(target, [...way, target]);
    }
  }
  return ways;
}

const WORKER_ONLY = [
  /^src\/background\//,
  /^src\/platform\/worker\.ts$/,
  /^src\/vendors\/api\.ts$/,
  /^src\/vendors\/[^/]+\/(api|wire)\.ts$/,
  /^src\/messages\/contract\.ts$/,
  /^zod(\/|$)/,
  /^idb$/,
];
const POLYFILL = [/^webextension-polyfill$/, /^src\/platform\/extension\.ts$/];

/** Where a bundle or a reusable view begins, and what must not end up in it. */
const VIEWS: [begins: RegExp, never: RegExp[]][] = [
  [/^entrypoints\/(?!background\.|polyfill\.)[^/]+\.tsx?$/, [...WORKER_ONLY, ...POLYFILL]],
  [/^src\/(content|ui)\//, [...WORKER_ONLY, ...POLYFILL]],
  [/^(entrypoints\/[^/]+\/main\.tsx?|src\/pages\/.*)$/, WORKER_ONLY],
];

/** Each way by which a view would carry code that belongs to the worker, as `a → b → c`. */
export function workerCodeInViews(sources: Sources): string[] {
  return [...sources.keys()].flatMap((entry) => {
    const never = VIEWS.find(([begins]) => begins.test(entry))?.[1];
    if (never === undefined) return [];
    return [...reached(sources, entry)]
      .filter(([target]) => never.some((pattern) => pattern.test(target)))
      .map(([, way]) => way.join(' → '));
  });
}

/** Files that write markup from strings, which a page's own policy may forbid, and ours does. */
export function markupFromStrings(sources: Sources): string[] {
  const writes = (node: Node) => {
    const target = node.type === 'AssignmentExpression' ? node.left : null;
    const property = isNode(target) ? (target.property ?? null) : null;
    const name = isNode(property) ? (property.name ?? property.value) : null;
    return name === 'innerHTML' || name === 'outerHTML' || name === 'srcdoc';
  };
  return [...sources]
    .filter(([path, text]) => /\.tsx?$/.test(path) && parse(path, text).some(writes))
    .map(([path]) => path);
}

/** Files and folders whose name says nothing of their subject. */
export function drawers(paths: string[]): string[] {
  const drawer = /^(utils?|helpers?|lib|libs|common|misc|types|shared)(\.|$)/i;
  return paths.filter((path) => path.split('/').some((segment) => drawer.test(segment)));
}

/** Vendor folders that one of the registries does not name. */
export function unregisteredVendors(sources: Sources): string[] {
  const vendors = new Set(
    [...sources.keys()].flatMap((path) => /^src\/vendors\/([^/]+)\//.exec(path)?.[1] ?? []),
  );
  const registers = (registry: string, vendor: string) =>
    importsOf(parse(registry, sources.get(registry) ?? '')).some(
      ({ specifier, typeOnly }) => !typeOnly && specifier.startsWith(`./${vendor}/`),
    );
  // Whoever has no web app, as the one to practise with, is nowhere to be located.
  const registriesOf = (vendor: string) => [
    'src/vendors/site.ts',
    ...(sources.has(`src/vendors/${vendor}/located.ts`) ? ['src/vendors/located.ts'] : []),
    'src/vendors/api.ts',
  ];
  return [...vendors].flatMap((vendor) =>
    registriesOf(vendor)
      .filter((registry) => !registers(registry, vendor))
      .map((registry) => `${registry} does not name ${vendor}`),
  );
}
