/**
 * Bundles all that judges mutants of the engine into one file: its specs, then its properties, which take longest. There is
 * a test run per mutant, and one of a single file costs a fraction of one of fifty. Called where the sources hold the mutants.
 */
import { readdirSync } from 'node:fs';
import { build } from 'esbuild';

const ofEngine = readdirSync('saga/engine', { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.test.ts') && !file.startsWith('views/') && file !== 'spec/rules.test.ts')
	.map((file) => `saga/engine/${file}`)
	.sort();
const isProperty = (file: string) => file.includes('.property.');
const tests = [
	...ofEngine.filter((file) => !isProperty(file)),
	'saga/trace/run-trace.test.ts',
	...ofEngine.filter(isProperty),
];

await build({
	stdin: { contents: tests.map((test) => `import './${test}';`).join('\n'), resolveDir: process.cwd() },
	bundle: true,
	format: 'esm',
	platform: 'node',
	target: 'node20',
	packages: 'external',
	define: { 'process.env.PROPERTY_CASES': '"30"' },
	alias: { vitest: './tools/mutants/mocha-as-vitest.ts' },
	outfile: '.cache/engine-tests.mjs',
});
