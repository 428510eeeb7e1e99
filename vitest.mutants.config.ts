/** The tests that judge mutants of the engine: its specs, traces and properties, and nothing that reads other rooms. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
	root,
	resolve: { alias: { '@': root } },
	test: {
		isolate: false,
		include: ['saga/engine/**/*.test.ts', 'saga/trace/run-trace.test.ts'],
		exclude: ['**/node_modules/**', '**/*.db.test.ts', 'saga/engine/views/**'],
		env: { PROPERTY_SEED: '1', PROPERTY_CASES: '60' },
	},
});
