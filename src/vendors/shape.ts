import {
  type $loose,
  type $strict,
  type $strip,
  $ZodCustom,
  $ZodNever,
  $ZodNullable,
  $ZodObject,
  $ZodOptional,
  type $ZodType,
  type output,
} from 'zod/v4/core';
import { isUuid } from '../domain/conversation';
import { codePoints } from '../domain/feedback';

/**
 * The pieces every schema of the worker is put together from, on zod's core. The ready-made ones
 * of `zod/mini` bring patterns, formats, messages and asynchronous ways that nobody uses here, and
 * would come to 7.5 kB more of the worker.
 */
export type Shape<T = unknown> = $ZodType<T>;

/** The fields of an object. */
export type Fields = Record<string, Shape>;

/** What a shape reads. */
export type Read<S extends Shape> = output<S>;

/** What stands in `value`, copied by its shape; undefined where it does not fit. */
export function read<S extends Shape>(shape: S, value: unknown): Read<S> | undefined {
  return outcome(shape, value)?.value as Read<S> | undefined;
}

/** Whether `value` has this shape. */
export function fits(shape: Shape, value: unknown): boolean {
  return outcome(shape, value) !== null;
}

function outcome(shape: Shape, value: unknown): { value: unknown } | null {
  const result = shape._zod.run({ value, issues: [] }, { async: false });
  return result instanceof Promise || result.issues.length > 0 ? null : result;
}

/** An object with these fields; others fall away. */
export function object<F extends Fields>(shape: F): $ZodObject<F, $strip> {
  return new $ZodObject({ type: 'object', shape }) as never;
}

/** An object with these fields; others are kept as they are. */
export function loose<F extends Fields>(shape: F): $ZodObject<F, $loose> {
  return new $ZodObject({ type: 'object', shape, catchall: anything }) as never;
}

/** An object with these fields and no other. */
export function strict<F extends Fields>(shape: F): $ZodObject<F, $strict> {
  const catchall = new $ZodNever({ type: 'never' });
  return new $ZodObject({ type: 'object', shape, catchall }) as never;
}

/** What `innerType` reads, or null. */
export function nullable<S extends Shape>(innerType: S): $ZodNullable<S> {
  return new $ZodNullable({ type: 'nullable', innerType }) as never;
}

/** What `innerType` reads, or left out. */
export function optional<S extends Shape>(innerType: S): $ZodOptional<S> {
  return new $ZodOptional({ type: 'optional', innerType }) as never;
}

/** Present, null or left out. */
export function nullish<S extends Shape>(innerType: S): $ZodOptional<$ZodNullable<S>> {
  return optional(nullable(innerType));
}

/** Whatever `rule` accepts, taken as it is. */
export function that<T>(rule: (value: unknown) => boolean): Shape<T> {
  return new $ZodCustom({ type: 'custom', check: 'custom', fn: rule }) as never;
}

export const text = that<string>((value) => typeof value === 'string');

/** A finite number. */
export const number = that<number>(Number.isFinite);

/** A whole number that is counted exactly. */
export const whole = that<number>(Number.isSafeInteger);

export const flag = that<boolean>((value) => typeof value === 'boolean');

/** Anything, also nothing at all: read where it is used, so that an odd value spoils nothing else. */
export const anything = optional(that<unknown>(() => true));

export const uuid = such(text, isUuid);

/** One of these words. */
export function oneOf<const W extends string>(...words: W[]): Shape<W> {
  return that((value) => words.includes(value as W));
}

/** A text of at most `limit` code points. */
export function textUpTo(limit: number): Shape<string> {
  return such(text, (words) => words.length <= 2 * limit && codePoints(words) <= limit);
}

/** A list of what `item` reads, taken as it is. */
export function listOf<T>(item: Shape<T>): Shape<T[]> {
  return that((value) => Array.isArray(value) && value.every((one) => fits(item, one)));
}

/** What has this shape and keeps a rule of its own, taken as it is. */
export function such<T>(shape: Shape<T>, rule: (value: T) => boolean): Shape<T> {
  return that((value) => fits(shape, value) && rule(value as T));
}
