import * as z from 'zod/mini';
import { isUuid } from '../domain/conversation';

/** A whole number. `z.int` would cost 1.3 kB of the worker for the same. */
export const whole = z.number().check(z.refine((value) => Number.isSafeInteger(value)));

/** A uuid. `z.guid` would cost 1.1 kB of the worker for the same. */
export const uuid = z.string().check(z.refine(isUuid));
