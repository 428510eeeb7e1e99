/**
 * `npm run check`: types, lint, boundaries, dead code and pure tests, two at a time, a line for each with its time and,
 * where it failed, what it said. `npm run types` and its like run one.
 */
import { type Check, checkNames, isCheck, runChecks } from './checks';

const atOnce = 2;

async function main(asked: readonly string[]): Promise<number> {
	const unknown = asked.filter((name) => !isCheck(name));
	if (unknown.length > 0) {
		process.stderr.write(`No check is called ${unknown.join(', ')}. There are: ${checkNames.join(', ')}.\n`);
		return 2;
	}
	const started = performance.now();
	const failed: Check[] = [];
	// The longest first, so that none is left to run alone at the end.
	const longestFirst = [...checkNames].sort((one, other) => Number(other === 'unit') - Number(one === 'unit'));
	await runChecks(asked.length > 0 ? asked.filter(isCheck) : longestFirst, atOnce, (name, { ok, said, ms }) => {
		process.stdout.write(`${ok ? '✓' : '✗'} ${name.padEnd(10)} ${seconds(ms).padStart(7)}\n`);
		if (ok) return;
		failed.push(name);
		process.stdout.write(`${said}\n`);
	});
	const took = seconds(performance.now() - started);
	process.stdout.write(failed.length === 0 ? `all well in ${took}\n` : `failed: ${failed.join(', ')} (${took})\n`);
	return failed.length === 0 ? 0 : 1;
}

function seconds(ms: number): string {
	return `${(ms / 1_000).toFixed(1)} s`;
}

process.exitCode = await main(process.argv.slice(2));
