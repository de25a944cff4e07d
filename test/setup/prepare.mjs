import { ensureBrowsers } from './browsers.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { SetupFailure } from './root.mjs';

/**
 * Installs what is missing, then does the work. Ends the process with the code the work comes to,
 * or with 1 after a sentence that says what a person has to install.
 * @param {() => Promise<number>} work
 */
export async function prepared(work) {
  try {
    await ensureDependencies();
    await ensureBrowsers();
    process.exitCode = await work();
  } catch (failure) {
    if (!(failure instanceof SetupFailure)) throw failure;
    console.error(failure.message);
    process.exitCode = 1;
  }
}
