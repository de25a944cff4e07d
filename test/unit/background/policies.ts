import { governed, readPolicy } from '../../../src/background/policy';
import type { ConnectionRow } from '../../../src/background/settings';
import { sites } from '../../../src/vendors/site';
import { workerWith } from './worlds';

/** A worker's handlers under what an administrator has written, over real stores. */
export async function policyWorld(raw: object, ...rows: ConnectionRow[]) {
  const told = readPolicy(raw, sites);
  const worker = await workerWith(...rows);
  const policy = async () => told;
  const settings = governed(worker.settings, policy);
  Object.assign(worker.world, { policy, settings });
  return { ...worker, settings };
}
