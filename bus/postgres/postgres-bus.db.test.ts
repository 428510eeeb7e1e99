/** The contract of the port on real PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { describeBus } from '../contract-suite/describe-bus';

const maintenanceUrl = process.env.TEST_DATABASE_URL ?? '';
const database = `bus_spec_${randomUUID().replaceAll('-', '')}`;
const databaseUrl = Object.assign(new URL(maintenanceUrl), { pathname: `/${database}` }).href;
const maintenance = new Client({ connectionString: maintenanceUrl });

beforeAll(async () => {
	await maintenance.connect();
	await maintenance.query(`CREATE DATABASE ${database}`);
});

afterAll(async () => {
	await maintenance.query(`DROP DATABASE ${database} WITH (FORCE)`);
	await maintenance.end();
});

describeBus('PostgreSQL', () => ({
	settings: { kind: 'postgres', connectionString: databaseUrl, leaseMs: 2_000, pollMs: 100 },
	unreachable: { kind: 'postgres', connectionString: 'postgres://127.0.0.1:1/nobody' },
	cutConnections: async () => {
		await maintenance.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [database]);
	},
}));
