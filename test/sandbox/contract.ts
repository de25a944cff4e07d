import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { type Exchange, isRecord, parseJson, type Reply } from './exchange.ts';
import type { Place } from './hosts.ts';

/** Checks requests and replies against the contracts; each answer is a list of complaints. */
export interface Contracts {
  /** What the extension asks: address, headers, query, body, and that it may ask at all. */
  checkRequest(place: Place, exchange: Exchange): string[];
  /** What the sandbox itself answers. */
  checkReply(place: Place, exchange: Exchange, reply: Reply): string[];
}

type Json = Record<string, unknown>;

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  type: unknown;
  validate: ValidateFunction;
}

interface Operation {
  pattern: RegExp;
  method: string;
  forbidden: string | null;
  parameters: Parameter[];
  body: ValidateFunction | null;
  /** By status: the check of a JSON body, 'stream', or 'none'. */
  replies: Map<string, ValidateFunction | 'stream' | 'none'>;
}

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];
const record = (value: unknown): Json => (isRecord(value) ? value : {});

/** A JSON pointer as the fragment of an address. */
function pointer(...steps: string[]): string {
  const escaped = steps.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1'));
  return `#/${escaped.map(encodeURIComponent).join('/')}`;
}

/** Compiles one description into its operations, those without path parameters first. */
function compile(name: string): Operation[] {
  const file = new URL(`./openapi/${name}.yaml`, import.meta.url);
  const document = record(parse(readFileSync(file, 'utf8')));
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(document, name);
  const validator = (steps: string[]) => ajv.compile({ $ref: `${name}${pointer(...steps)}` });

  /** Follows a reference of a part that is no schema; returns it with the way to it. */
  function follow(part: unknown, steps: string[]): { part: Json; steps: string[] } {
    const reference = record(part).$ref;
    if (typeof reference !== 'string') return { part: record(part), steps };
    const target = reference.slice('#/'.length).split('/');
    const found = target.reduce<unknown>((at, step) => record(at)[step], document);
    if (!isRecord(found)) throw new Error(`${name}: ${reference} leads nowhere.`);
    return { part: found, steps: target };
  }

  function parametersAt(owner: Json, steps: string[]): Parameter[] {
    const list = Array.isArray(owner.parameters) ? owner.parameters : [];
    return list.map((entry, index) => {
      const found = follow(entry, [...steps, 'parameters', String(index)]);
      return {
        name: String(found.part.name),
        in: found.part.in as Parameter['in'],
        required: found.part.required === true,
        type: record(found.part.schema).type,
        validate: validator([...found.steps, 'schema']),
      };
    });
  }

  function repliesAt(operation: Json, steps: string[]): Operation['replies'] {
    const replies: Operation['replies'] = new Map();
    for (const [status, entry] of Object.entries(record(operation.responses))) {
      const found = follow(entry, [...steps, 'responses', status]);
      const content = record(found.part.content);
      if (content['application/json'] !== undefined) {
        const way = [...found.steps, 'content', 'application/json', 'schema'];
        replies.set(status, validator(way));
      } else {
        replies.set(status, Object.keys(content).length > 0 ? 'stream' : 'none');
      }
    }
    return replies;
  }

  const templates = Object.entries(record(document.paths)).sort(
    ([a], [b]) => a.split('{').length - b.split('{').length,
  );
  return templates.flatMap(([template, item]) =>
    METHODS.filter((method) => isRecord(record(item)[method])).map((method) => {
      const operation = record(record(item)[method]);
      const steps = ['paths', template, method];
      const forbidden = operation['x-web-app-only'] ?? operation['x-never-from-extension'];
      return {
        pattern: new RegExp(`^${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
        method: method.toUpperCase(),
        forbidden: forbidden === true ? String(operation.operationId) : null,
        parameters: [
          ...parametersAt(record(item), ['paths', template]),
          ...parametersAt(operation, steps),
        ],
        body: isRecord(operation.requestBody)
          ? validator([...steps, 'requestBody', 'content', 'application/json', 'schema'])
          : null,
        replies: repliesAt(operation, steps),
      };
    }),
  );
}

function complaints(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message}`);
}

/** A parameter's text as the type its description gives it. */
function typed(text: string, type: unknown): unknown {
  if (type === 'integer') return /^-?\d+$/.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

function checkParameters(operation: Operation, exchange: Exchange): string[] {
  const inPath = operation.pattern.exec(exchange.path)?.groups ?? {};
  const found: string[] = [];
  for (const parameter of operation.parameters) {
    const header = exchange.headers[parameter.name.toLowerCase()];
    const text = {
      path: inPath[parameter.name],
      query: exchange.query.get(parameter.name) ?? undefined,
      header: typeof header === 'string' ? header : undefined,
    }[parameter.in];
    const label = `${parameter.in} parameter ${parameter.name}`;
    if (text === undefined && parameter.required) found.push(`${label} is missing`);
    if (text === undefined) continue;
    for (const complaint of complaints(parameter.validate, typed(text, parameter.type))) {
      found.push(`${label}: ${complaint}`);
    }
  }
  const described = operation.parameters.filter((one) => one.in === 'query');
  for (const name of new Set(exchange.query.keys())) {
    if (!described.some((one) => one.name === name)) {
      found.push(`query parameter ${name} is not described`);
    }
  }
  return found;
}

function checkBody(operation: Operation, exchange: Exchange): string[] {
  if (operation.body === null) return exchange.body === '' ? [] : ['a body that nobody asked for'];
  if (!/^application\/json\b/.test(exchange.headers['content-type'] ?? '')) {
    return ['the body is not declared as application/json'];
  }
  const parsed = parseJson(exchange.body);
  if (!parsed.ok) return ['the body is not JSON'];
  return complaints(operation.body, parsed.value).map((text) => `body: ${text}`);
}

function checkCredentials(place: Place, exchange: Exchange): string[] {
  const { cookie, authorization } = exchange.headers;
  const found = cookie === undefined ? [] : ['cookies were sent'];
  if (place === 'clarityq-api') {
    if (exchange.headers['x-api-key'] === undefined) found.push('X-API-Key is missing');
    if (authorization !== undefined) found.push('Authorization does not belong here');
  } else {
    if (!/^(Bearer|Token) \S+$/.test(authorization ?? '')) found.push('Authorization is malformed');
    if (exchange.headers['x-api-key'] !== undefined) found.push('X-API-Key does not belong here');
  }
  return found;
}

/** Reads both descriptions and makes their checks. Throws when a description is broken. */
export function createContracts(): Contracts {
  const clarityq = compile('clarityq');
  const clarifeye = compile('clarifeye');
  const find = (place: Place, { method, path }: Exchange) =>
    (place === 'clarityq-api' ? clarityq : clarifeye).find(
      (operation) => operation.method === method && operation.pattern.test(path),
    );
  return {
    checkRequest(place, exchange) {
      const label = `request ${exchange.method} ${exchange.host}${exchange.path}: `;
      const operation = find(place, exchange);
      if (operation === undefined) return [`${label}not in the contract`];
      return [
        ...(operation.forbidden === null
          ? []
          : [`${operation.forbidden} is not for the extension`]),
        ...checkCredentials(place, exchange),
        ...checkParameters(operation, exchange),
        ...checkBody(operation, exchange),
      ].map((text) => label + text);
    },
    checkReply(place, exchange, reply) {
      const operation = find(place, exchange);
      if (operation === undefined) return [];
      const label = `reply ${reply.status} to ${exchange.method} ${exchange.host}${exchange.path}: `;
      const expected = operation.replies.get(String(reply.status));
      if (expected === undefined) return [`${label}this status is not described`];
      if (expected === 'stream') return reply.stream === undefined ? [`${label}no stream`] : [];
      if (expected === 'none') {
        return reply.json === undefined && !reply.text ? [] : [`${label}has a body`];
      }
      if (reply.json === undefined) return [`${label}has no JSON`];
      const plain: unknown = JSON.parse(JSON.stringify(reply.json));
      return complaints(expected, plain).map((text) => label + text);
    },
  };
}
