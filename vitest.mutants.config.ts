/** The tests that judge mutants of the engine, in one file: tools/mutant-tests.ts makes it. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
	root,
	resolve: { alias: { '@': root } },
	test: {
		isolate: false,
		include: ['.cache/engine-tests.mjs'],
		exclude: [],
		env: { PROPERTY_SEED: '1', PROPERTY_CASES: '60' },
	},
});
