import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { SESSION_COOKIES } from '../clarifeye/person.ts';
import { SESSION_COOKIE } from '../clarityq/web-app.ts';
import { FIXTURES } from '../fixtures.ts';
import type { Sandbox } from '../sandbox.ts';

/** The chat pages there are, each built differently; a file of that name tells how. */
export type BuiltPage =
  | 'deep-chat'
  | 'assistant-ui'
  | 'chatscope'
  | 'virtual-list'
  | 'closed-roots'
  | 'hydrated';

/** Where a built page was put. */
export interface PutPage {
  origin: string;
  /** The addresses it answers at, as the page itself makes them. */
  addressOf(id: string | null): string;
}

const STYLES: Partial<Record<BuiltPage, string>> = {
  chatscope: '@chatscope/chat-ui-kit-styles/dist/default/styles.min.css',
};

const bundles = new Map<BuiltPage, Promise<string>>();

/** Bundles a page for the browser, once per run. */
function bundle(page: BuiltPage): Promise<string> {
  const known = bundles.get(page) ?? build(page);
  bundles.set(page, known);
  return known;
}

async function build(page: BuiltPage): Promise<string> {
  const built = await rolldown({
    input: join(import.meta.dirname, `${page}.js`),
    platform: 'browser',
    logLevel: 'silent',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  });
  const { output } = await built.generate({ format: 'iife', codeSplitting: false, minify: true });
  await built.close();
  return output[0].code;
}

function stylesOf(page: BuiltPage): string {
  const name = STYLES[page];
  return name ? readFileSync(createRequire(import.meta.url).resolve(name), 'utf8') : '';
}

/**
 * Puts a page on a vendor's host, at the address of each of `ids` and of a new chat. Under a scheme
 * that names nothing the first of `ids` is open.
 */
export async function putPage(
  { serve }: Sandbox,
  page: BuiltPage,
  vendor: 'clarityq' | 'clarifeye',
  scheme: 'path' | 'query' | 'hash' | 'none',
  ids: readonly string[],
): Promise<PutPage> {
  const isClarityq = vendor === 'clarityq';
  const host = isClarityq ? FIXTURES.clarityq.appHost : FIXTURES.clarifeye.host;
  const scope = isClarityq ? FIXTURES.clarityq.productId : FIXTURES.clarifeye.projectId;
  const home = isClarityq ? `/products/${scope}` : `/projects/${scope}`;
  const leaf = isClarityq ? 'conversations' : 'playground';
  const config = JSON.stringify({ vendor, scope, scheme, first: ids[0], others: ids });
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${page}</title>
<style>${stylesOf(page)}</style><script type="application/json" id="config">${config}</script>
<script defer src="/built/${page}.js"></script></head><body><nav>Loading…</nav></body></html>`;
  const headers = { 'set-cookie': isClarityq ? SESSION_COOKIE : SESSION_COOKIES };
  serve(host, `/built/${page}.js`, {
    body: await bundle(page),
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
  });
  const places = ['/', home, `${home}/${leaf}`, ...ids.map((id) => `${home}/${leaf}/${id}`)];
  for (const place of places) serve(host, place, { body: html, headers });
  const origin = `https://${host}`;
  return {
    origin,
    addressOf(id) {
      if (scheme === 'none') return `${origin}/`;
      if (id === null) return `${origin}${home}/${leaf}`;
      if (scheme === 'path') return `${origin}${home}/${leaf}/${id}`;
      if (scheme === 'query') return `${origin}${home}/${leaf}?conversation=${id}`;
      return `${origin}${home}#/${leaf}/${id}`;
    },
  };
}
