/** `npm run migrate`: brings the database named by DATABASE_URL to the schema of this program, and says what it did. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyMigrations, MigrationRefused } from './apply-migrations';

const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) {
	console.error('DATABASE_URL is not set: name the database, as postgres://user:password@host:5432/name.');
	process.exit(1);
}
try {
	const applied = await applyMigrations({ databaseUrl, root: dirname(dirname(fileURLToPath(import.meta.url))) });
	console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}.`);
} catch (error) {
	console.error(error instanceof MigrationRefused ? error.message : error);
	process.exit(1);
}
