// Runs every static check, all of them even when one fails, so that one run shows all there is to mend.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const checks = [
  ['types', 'tsc', ['-p', '.']],
  ['lint and format', 'biome', ['ci', '--error-on-warnings', '.']],
  ['architecture and generated files', 'vitest', ['run', '--project', 'static']],
  ['unused files, exports and dependencies', 'knip', ['--no-progress']],
];

const failed = checks.filter(([name, command, args]) => {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  return status !== 0;
});

if (failed.length > 0) {
  console.error(`\nFailed: ${failed.map(([name]) => name).join('; ')}`);
  process.exit(1);
}
console.log('\nAll checks passed.');
