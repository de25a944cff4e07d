import { codePoints } from '../../domain/feedback';
import { NO_POLICY } from '../../domain/policy';
import type { ConnectionDraft, ConnectionView } from '../../messages/view';
import { isApi } from '../../vendors/locate';
import { cleanId, cleanKey } from '../../vendors/pastedKey';
import type { Site } from '../../vendors/site';
import { type Line, line } from '../line';
import { type Allowed, mayReach } from './allowed';

/** What stands for "a server of our own" among the regions. */
export const OWN_SERVER = 'own';

/** The form as it stands, word for word as typed. */
export interface Fields {
  name: string;
  /** Origin of a region, or `OWN_SERVER`. */
  region: string;
  server: string;
  key: string;
  scope: string;
  actAs: string;
}

export type FieldName = keyof Fields;

/** One sentence for each field that cannot stay as it is. */
export type Wrong = Partial<Record<FieldName, Line>>;

/** A product or project that the key can reach, as a test told it. */
export interface Scope {
  id: string;
  name: string;
}

/** The order the fields stand in: what a key is bound to comes before it, what is picked after. */
export function fieldOrder(site: Site): readonly FieldName[] {
  return site.form.scope.required
    ? ['name', 'region', 'server', 'scope', 'key', 'actAs']
    : ['name', 'region', 'server', 'key', 'scope', 'actAs'];
}

const NAME_LIMIT = 80;
/** The longest name of a project that the worker takes, and the longest e-mail address there is. */
const SCOPE_NAME_LIMIT = 500;
const EMAIL_LIMIT = 254;
const SAMPLE_ID = '5b0f3c1e-8a6d-4c42-9d17-2f6e0a9b7c31';

/** The form before anything is typed, or as a saved connection fills it; never with a key. */
export function fieldsOf(
  site: Site,
  saved: ConnectionView | null,
  allowed: Allowed = NO_POLICY,
): Fields {
  const first =
    site.form.regions.find(({ origin }) => mayReach(allowed, site, origin))?.origin ?? OWN_SERVER;
  if (!saved) return { name: '', region: first, server: '', key: '', scope: '', actAs: '' };
  const isRegion = site.form.regions.some((region) => region.origin === saved.origin);
  return {
    name: saved.name,
    region: isRegion ? saved.origin : OWN_SERVER,
    server: isRegion ? '' : new URL(saved.origin).host,
    key: '',
    scope: saved.scope ?? '',
    actAs: saved.actAs ?? '',
  };
}

/**
 * Turns the form into what the worker takes, or says what is wrong with which field.
 *
 * @param saved the connection being edited; null for a new one
 * @param scopes what the last test listed, so that a picked one keeps its name
 * @param hosts the vendor's domains as one text, for the sentence about a wrong server
 * @param allowed what the organisation leaves to choose from
 */
export function check(
  site: Site,
  fields: Fields,
  saved: ConnectionView | null,
  scopes: readonly Scope[],
  hosts: string,
  allowed: Allowed = NO_POLICY,
): { ok: true; draft: ConnectionDraft } | { ok: false; wrong: Wrong } {
  const wrong: Wrong = {};
  const name = fields.name.trim();
  if (!isName(name)) wrong.name = line('formWrongName', NAME_LIMIT);

  const server = serverOf(site, fields, hosts, allowed);
  if (typeof server !== 'string') wrong.server = server;

  const scope = scopeOf(site, fields.scope);
  if (typeof scope === 'object' && scope !== null) wrong.scope = scope;

  const key = keyOf(site, fields.key, saved, typeof server === 'string' ? server : null);
  if (typeof key === 'object' && key !== null) wrong.key = key;

  const actAs = site.form.actAs ? fields.actAs.trim() : '';
  if (actAs !== '' && !isEmail(actAs)) wrong.actAs = line('formWrongActAs', 'mira@example.com');

  if (Object.keys(wrong).length > 0) return { ok: false, wrong };
  const id = scope as string | null;
  const listed = scopes.find((each) => each.id === id)?.name.slice(0, SCOPE_NAME_LIMIT) ?? null;
  return {
    ok: true,
    draft: {
      id: saved?.id ?? null,
      vendor: site.id,
      name: name === '' ? [...(listed ?? site.label)].slice(0, NAME_LIMIT).join('') : name,
      origin: server as string,
      scope: id,
      scopeName: listed ?? (saved && saved.scope === id ? saved.scopeName : null),
      actAs: actAs === '' ? null : actAs,
      key: key as string | null,
    },
  };
}

/** The first wrong field in the order they stand in, or null. */
export function firstWrong(site: Site, wrong: Wrong): FieldName | null {
  return fieldOrder(site).find((field) => wrong[field]) ?? null;
}

/** What a saved connection's own test sends: all of it but the key, which the worker holds. */
export function draftOf(saved: ConnectionView): ConnectionDraft {
  const { id, vendor, name, origin, scope, scopeName, actAs } = saved;
  return { id, vendor, name, origin, scope, scopeName, actAs, key: null };
}

function serverOf(site: Site, fields: Fields, hosts: string, allowed: Allowed): string | Line {
  if (fields.region !== OWN_SERVER) return fields.region;
  const typed = fields.server.trim();
  if (typed === '') return line('formWrongServerMissing');
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(whole)) return line('formWrongServerMalformed', sampleServer(site));
  const url = new URL(whole);
  if (url.protocol === 'http:' && isApi(site, `https://${url.host}`)) {
    return line('formWrongServerPlain');
  }
  if (!isApi(site, url.origin))
    return line('formWrongServer', url.host || typed, site.label, hosts);
  if (!mayReach(allowed, site, url.origin)) return line('policyNotAllowed', url.host);
  return url.origin;
}

function sampleServer(site: Site): string {
  const origin = site.form.regions[0]?.origin;
  return origin ? new URL(origin).host : '';
}

function scopeOf(site: Site, typed: string): string | null | Line {
  const { label, required } = site.form.scope;
  if (typed.trim() === '') {
    return required ? line('formWrongScopeMissing', line(label)) : null;
  }
  return cleanId(typed) ?? line('formWrongScope', line(label), SAMPLE_ID);
}

function keyOf(
  site: Site,
  typed: string,
  saved: ConnectionView | null,
  origin: string | null,
): string | null | Line {
  if (typed.trim() === '') {
    if (!saved?.hasKey) return line('formWrongKeyMissing', line(site.form.key.label));
    return origin !== null && origin !== saved.origin ? line('formWrongKeyServer') : null;
  }
  return cleanKey(typed)?.key ?? line('formWrongKey');
}

/** Whether a name, an empty one too, is short enough to be shown. */
export function isName(text: string): boolean {
  return codePoints(text) <= NAME_LIMIT;
}

/** Good enough to catch a slip, and nothing that a header could not carry. */
export function isEmail(text: string): boolean {
  return text.length <= EMAIL_LIMIT && /^[\x21-\x3f\x41-\x7e]+@[\x21-\x3f\x41-\x7e]+$/.test(text);
}
