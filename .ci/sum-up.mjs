// Reads the outcomes that .ci/run left in a folder (<step>.code, and <step>.json of vitest), prints each step and, as the last
// line, `N passed, N failed[, N skipped]`. A step without single results counts as one. Exit code 1 if anything failed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const total = { passed: 0, failed: 0, skipped: 0 };
const steps = readdirSync(folder)
  .filter((name) => name.endsWith('.code'))
  .map((name) => name.slice(0, -'.code'.length));

for (const step of steps) {
  const outcome = outcomeOf(step);
  console.log(`  ${step}: ${sentence(outcome)}`);
  for (const key of Object.keys(total)) total[key] += outcome[key];
}
if (steps.length === 0) total.failed = 1;
console.log(sentence(total));
process.exitCode = total.failed > 0 ? 1 : 0;

function outcomeOf(step) {
  const isOk = readFileSync(join(folder, `${step}.code`), 'utf8').trim() === '0';
  const file = join(folder, `${step}.json`);
  if (!existsSync(file)) return { passed: isOk ? 1 : 0, failed: isOk ? 0 : 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  // A file that could not be loaded has no tests and would otherwise not be counted.
  const unloaded = report.testResults.filter(
    (each) => each.status === 'failed' && each.assertionResults.length === 0,
  );
  const failed = report.numFailedTests + unloaded.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !isOk ? 1 : failed,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
