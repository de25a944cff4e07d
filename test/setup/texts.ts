import type { Sources } from './architecture.ts';
import { isNode, type Node, parse } from './syntax.ts';

/** A language's texts by their keys. */
export type Texts = Readonly<Record<string, string>>;

/** The forms a number can take in a language, as the message files name them. */
const FORM = /(Zero|One|Two|Few|Many|Other)$/;

function placeholdersOf(text: string): string[] {
  return [...new Set(text.match(/\$\d/g))].sort();
}

/** The endings of a language's forms of a number, and of those that stand for a single number. */
function formsOf(language: string): { all: Set<string>; single: Set<string> } {
  const rules = new Intl.PluralRules(language);
  const counts = new Map<string, number>();
  for (let count = 0; count <= 200; count += 1) {
    const form = rules.select(count).replace(/^./, (letter) => letter.toUpperCase());
    counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  const single = [...counts].filter(([, times]) => times === 1).map(([form]) => form);
  return { all: new Set(counts.keys()), single: new Set(single) };
}

/**
 * Where a language's texts are not those of the reference, one line for each: keys that are missing
 * or unknown, gaps or semibold words that differ, and texts that were left as they are.
 *
 * @param same keys whose text may be the reference's own
 */
export function faultsOf(
  language: string,
  texts: Texts,
  reference: Texts,
  same: ReadonlySet<string>,
): string[] {
  const forms = formsOf(language);
  const counted = (key: string) => `${key.replace(FORM, '')}Other` in reference;
  const isForm = (key: string) => counted(key) && forms.all.has(FORM.exec(key)?.[0] ?? '');
  const faults: string[] = [];
  for (const key of new Set([...Object.keys(reference), ...Object.keys(texts)])) {
    const text = texts[key];
    const meant =
      reference[key] ?? (isForm(key) ? reference[key.replace(FORM, 'Other')] : undefined);
    if (meant === undefined) faults.push(`${key}: unknown`);
    else if (text === undefined || text.trim() === '') faults.push(`${key}: missing`);
    else {
      // "One row" needs no figure where its form stands for one alone.
      const spoken = counted(key) && forms.single.has(FORM.exec(key)?.[0] ?? '');
      const [gaps, wanted] = [placeholdersOf(text), placeholdersOf(meant)];
      if (gaps.join() !== wanted.join() && !(spoken && gaps.length === 0))
        faults.push(`${key}: fills ${gaps.join() || 'nothing'}, not ${wanted.join() || 'nothing'}`);
      const marks = text.split('**').length - 1;
      if (marks !== (reference[key] ?? meant).split('**').length - 1)
        faults.push(`${key}: ${marks} marks`);
      if (text === reference[key] && !same.has(key)) faults.push(`${key}: left as it is`);
    }
  }
  for (const key of Object.keys(reference).filter((one) => one.endsWith('Other') && counted(one))) {
    for (const form of forms.all) {
      const one = key.replace(FORM, form);
      const isCounted = key.replace(FORM, 'One') in reference;
      if (isCounted && texts[one] === undefined) faults.push(`${one}: missing`);
    }
  }
  return [...new Set(faults)];
}

function literalOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateElement') return (node.value as { cooked: string }).cooked;
  return null;
}

/** The kinds of a closed union as they stand in a key: `not-set-up` is `NotSetUp`. */
function pascal(kind: string): string {
  return kind.replace(/(^|-)(.)/g, (_, _hyphen: string, letter: string) => letter.toUpperCase());
}

/**
 * Keys that nothing in the sources names: neither whole, nor as a number's base, nor put together
 * of a group (`keyOf('state', …)`, `${rating}Answer`) and a kind.
 */
export function unusedKeys(keys: readonly string[], sources: Sources): string[] {
  const literals = new Set<string>();
  const groups = new Set<string>();
  const endings = new Set<string>();
  for (const [path, text] of sources) {
    if (path.endsWith('.html') || path.endsWith('wxt.config.ts'))
      for (const [, key = ''] of text.matchAll(/__MSG_(\w+)__/g)) literals.add(key);
    if (!/\.tsx?$/.test(path)) continue;
    for (const node of parse(path, text)) {
      const literal = literalOf(node);
      if (literal !== null) literals.add(literal);
      if (node.type === 'TemplateLiteral') {
        const quasis = (node.quasis as Node[]).map((one) => literalOf(one) ?? '');
        if (quasis.length === 2 && quasis[0]) groups.add(quasis[0]);
        if (quasis.length === 2 && quasis[1]) endings.add(quasis[1]);
      }
      const callee = node.type === 'CallExpression' ? node.callee : null;
      if (isNode(callee) && callee.name === 'keyOf')
        groups.add(literalOf((node.arguments as Node[])[0]) ?? '');
    }
  }
  const built = new Set<string>();
  for (const literal of literals) {
    for (const group of groups) built.add(group + pascal(literal));
    for (const ending of endings) built.add(literal + ending);
  }
  return keys.filter((key) => {
    const base = key.replace(FORM, '');
    return !literals.has(key) && !(base !== key && literals.has(base)) && !built.has(key);
  });
}

/** Attributes whose text a person reads or hears, whatever it looks like. */
const READ =
  /^(title|alt|placeholder|label|hint|aria-(label|description|roledescription|valuetext))$/;

/** Attributes whose text no person reads, though it may look like words. */
const TECHNICAL = /^(class|look|d|viewBox|style|aria-(labelledby|describedby|controls))$/;

const LETTERS = /\p{L}{2}/u;

/** Several words or a capital letter: a key of a text and a value of an attribute have neither. */
const WORDS = /^\p{Lu}|\s/u;

/** The literals that an expression may come to, through conditions and alternatives. */
function* outcomes(node: unknown): Generator<string> {
  if (!isNode(node)) return;
  const literal = literalOf(node);
  if (literal !== null) yield literal;
  if (node.type === 'TemplateLiteral')
    for (const quasi of node.quasis as Node[]) yield literalOf(quasi) ?? '';
  if (node.type === 'ConditionalExpression') {
    yield* outcomes(node.consequent);
    yield* outcomes(node.alternate);
  }
  if (node.type === 'LogicalExpression') {
    yield* outcomes(node.left);
    yield* outcomes(node.right);
  }
  if (node.type === 'JSXExpressionContainer') yield* outcomes(node.expression);
}

function shownBy(node: Node): string[] {
  if (node.type === 'JSXText') return [String(node.value).trim()];
  if (node.type === 'JSXElement' || node.type === 'JSXFragment')
    return (node.children as Node[])
      .filter((child) => child.type === 'JSXExpressionContainer')
      .flatMap((child) => [...outcomes(child)]);
  if (node.type === 'JSXAttribute') {
    const { name } = node.name as { name: string };
    const texts = TECHNICAL.test(name) ? [] : [...outcomes(node.value)];
    return texts.filter((text) => READ.test(name) || WORDS.test(text));
  }
  if (node.type === 'AssignmentExpression') {
    const { property } = node.left as { property?: { name?: string } };
    const isShown = /^(title|textContent|innerText|ariaLabel|placeholder)$/;
    return isShown.test(property?.name ?? '') ? [...outcomes(node.right)] : [];
  }
  return [];
}

/** Texts for people that stand in code, as `path: text`. */
export function textsInCode(sources: Sources): string[] {
  return [...sources].flatMap(([path, text]) =>
    /\.tsx?$/.test(path)
      ? parse(path, text)
          .flatMap(shownBy)
          .filter((shown) => LETTERS.test(shown))
          .map((shown) => `${path}: ${shown}`)
      : [],
  );
}
