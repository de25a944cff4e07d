import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Something the set-up cannot mend by itself; the message says what a person can do. */
export class SetupFailure extends Error {}
