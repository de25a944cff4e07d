// Known vulnerabilities of what is shipped: `npm audit` of the run-time dependencies.
import { spawnSync } from 'node:child_process';
import { environment } from '../setup/command.mjs';
import { root } from '../setup/root.mjs';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: root,
  env: environment(),
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const report = JSON.parse(stdout || '{}');
const total = report.metadata?.vulnerabilities?.total;
if (total === undefined) {
  console.warn(
    'Not audited: this registry does not say what is vulnerable. Run `npm audit` on another.',
  );
} else {
  console.log(`${total} known vulnerabilities in the run-time dependencies`);
  if (total > 0) console.error(JSON.stringify(report.vulnerabilities, null, 2));
  process.exitCode = total > 0 ? 1 : 0;
}
