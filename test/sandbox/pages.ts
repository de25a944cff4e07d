import { readFileSync } from 'node:fs';
import { SESSION_COOKIES } from './clarifeye/person.ts';
import { SESSION_COOKIE } from './clarityq/web-app.ts';
import type { Exchange, Reply } from './exchange.ts';
import type { Place } from './hosts.ts';

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

/** The files of the two apps, by name. Nothing else can be asked for. */
const FILES = new Set([
  'clarityq.css',
  'clarityq.js',
  'clarifeye.css',
  'clarifeye.js',
  'routing.js',
  'rendering.js',
]);

const fileText = (name: string): string =>
  readFileSync(new URL(`./app/${name}`, import.meta.url), 'utf8');

/** As strict as a careful vendor's: own files only, and no markup from strings. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' https://api.clarityq.ai; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'";

function html(status: number, text: string, headers: Reply['headers'] = {}): Reply {
  return { status, headers: { 'content-type': TYPES.html ?? '', ...headers }, text };
}

function plainPage(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><main><h1>${title}</h1><p>${body}</p></main></body></html>`;
}

function plainFor(place: Place): string {
  if (place === 'clarityq-plain') {
    return plainPage('ClarityQ', 'Answers from your data. This page is not the app.');
  }
  if (place === 'clarifeye-plain') {
    return plainPage('Clarifeye', 'Knowledge for agents. This page is not the app.');
  }
  return plainPage('Somewhere else', 'This page belongs to no vendor.');
}

/** Answers a request for a page or one of its files. Every address of an app is the app. */
export function answerPage(place: Place, exchange: Exchange): Reply {
  if (exchange.method !== 'GET' && exchange.method !== 'HEAD') {
    return html(405, plainPage('Method not allowed', 'Only GET is answered here.'));
  }
  const vendor = { 'clarityq-app': 'clarityq', clarifeye: 'clarifeye' }[place as string];
  if (exchange.path === '/favicon.ico' || exchange.path === '/robots.txt') {
    return { status: 404, text: '' };
  }
  if (vendor === undefined) return html(200, plainFor(place));
  if (exchange.path.startsWith('/assets/')) {
    const name = exchange.path.slice('/assets/'.length);
    if (!FILES.has(name)) return html(404, plainPage('Not found', 'There is no such file.'));
    const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain';
    return { status: 200, headers: { 'content-type': type }, text: fileText(name) };
  }
  return html(200, fileText(`${vendor}.html`), {
    'content-security-policy': POLICY,
    'cache-control': 'no-cache',
    'set-cookie': vendor === 'clarityq' ? SESSION_COOKIE : SESSION_COOKIES,
  });
}
