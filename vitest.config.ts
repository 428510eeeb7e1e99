import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const ignored = ['**/node_modules/**', '.next*/**', '.data/**', '.cache/**', 'dist/**', 'prisma/client/**'];
const needsDatabase = '**/*.db.test.ts';
const needsKafka = '**/*.kafka.test.ts';

/**
 * Three kinds of test: `unit` is pure and is all that `npm run check` runs; `db` and `kafka` talk to the real parts
 * named by TEST_DATABASE_URL and TEST_KAFKA_BROKERS, which `npm test` starts for them.
 */
export default defineConfig({
	resolve: { alias: { '@': root } },
	test: {
		setupFiles: ['./tools/property-seed.ts'],
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					// Pure tests share the modules of their worker: loading them anew per file takes three times as long as the tests.
					isolate: false,
					testTimeout: 20_000,
					include: ['**/*.test.{ts,tsx}'],
					exclude: [...ignored, needsDatabase, needsKafka],
				},
			},
			{
				extends: true,
				test: {
					name: 'db',
					include: [needsDatabase],
					exclude: ignored,
					testTimeout: 240_000,
					hookTimeout: 120_000,
				},
			},
			{
				extends: true,
				test: {
					name: 'kafka',
					include: [needsKafka],
					exclude: ignored,
					testTimeout: 240_000,
					hookTimeout: 120_000,
					fileParallelism: false,
				},
			},
		],
	},
});
