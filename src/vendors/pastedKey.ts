import { idsIn } from './ids';

/** What had to be taken off a pasted key; `curl`: it stood in an example or beside a header's name. */
export type Cleaned = 'blanks' | 'line-breaks' | 'bearer' | 'curl';

const TEXT_LENGTH = 16_384;
const KEY_LENGTH = 8_000;
/** A header of ours in a command, in code or by itself, up to where its value ends. */
const HEADER = /\b(x-api-key|authorization)\\?["']?\s*[:=]\s*\\?["']?\s*([^"'\r\n\\,;]+)/i;
const OAUTH = /--oauth2-bearer[\s=]+\\?["']?([^\s"'\\]+)/;
const QUOTES = /^["'`]+|["'`]+$/g;
/** What stands for a key in an example: `$KEY`, `<token>`, `{{key}}`, `YOUR_API_KEY`. */
const PLACEHOLDER = /^([$<{%[]|your[-_ ]?)/i;

/**
 * Finds the key in what was pasted: with blanks and line breaks, in quotes, after `Bearer`, after
 * the header's name, or inside a whole curl example. `Token abc` keeps its scheme, as Clarifeye
 * knows two, except after `X-API-Key`, where there is none.
 *
 * @returns null where there is no key, or what is there cannot stand in a header
 */
export function cleanKey(text: string): { key: string; cleaned: Cleaned[] } | null {
  if (text.length > TEXT_LENGTH) return null;
  const whole = text.trim();
  const example = /^(\$\s*)?curl(\.exe)?\s/i.test(whole);
  const lines = whole.replace(/[\\^`]\r?\n/g, ' ');
  const header = HEADER.exec(lines);
  const found = header?.[2] ?? (example ? OAUTH.exec(lines)?.[1] : text);
  if (found === undefined) return null;

  const cleaned: Cleaned[] = header || example ? ['curl'] : [];
  if (/[\r\n]/.test(found)) cleaned.push('line-breaks');
  const bare = unquoted(found.replace(/\p{Cf}/gu, ''));
  const [, scheme, rest = bare] = /^(bearer|token)\s+(.*)$/is.exec(bare) ?? [];
  if (scheme?.toLowerCase() === 'bearer') cleaned.push('bearer');
  // Beside a header's name the value ends at a blank; by itself a key may have been broken apart.
  const value = header ? (unquoted(rest).split(/\s/)[0] ?? '') : unquoted(rest);
  if (/[^\S\r\n]/.test(value) || (!header && !example && hasOuterBlanks(found))) {
    cleaned.push('blanks');
  }
  const secret = value.replace(/\s+/g, '').replace(QUOTES, '');
  if (!/^[\x21-\x7e]+$/.test(secret) || secret.length > KEY_LENGTH) return null;
  if (PLACEHOLDER.test(secret) || /^(bearer|token|curl)$/i.test(secret)) return null;
  const keepsScheme = scheme?.toLowerCase() === 'token' && !/^x/i.test(header?.[1] ?? '');
  return { key: keepsScheme ? `Token ${secret}` : secret, cleaned };
}

function hasOuterBlanks(text: string): boolean {
  return /^[^\S\r\n]|[^\S\r\n]$/.test(text);
}

/** Without blanks and quotes around it. */
function unquoted(text: string): string {
  return text.trim().replace(QUOTES, '').trim();
}

const NAMED =
  /(?:products?|projects?)(?:[-_]?id)?["']?[/=:\s]+["']?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i;

/**
 * Finds the id of a product or project in what was pasted: with blanks and line breaks, or inside
 * an address, where the one behind `products` or `projects` is taken.
 *
 * @returns the id in lower case; null where there is none, or several that nothing tells apart
 */
export function cleanId(text: string): string | null {
  const bounded = text.slice(0, TEXT_LENGTH);
  const named = NAMED.exec(bounded)?.[1];
  if (named) return named.toLowerCase();
  const ids = new Set([bounded, bounded.replace(/\s+/g, '')].flatMap(idsIn));
  const [only] = ids;
  return ids.size === 1 && only ? only : null;
}
