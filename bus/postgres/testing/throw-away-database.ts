/**
 * A database of its own for one spec file, below the cluster named by TEST_DATABASE_URL, dropped when the file is done.
 */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll } from 'vitest';

export class ThrowAwayDatabase {
	readonly name = `bus_spec_${randomUUID().replaceAll('-', '')}`;
	readonly url: string;
	/** Outside the database, so that it survives what the specs do to those inside. */
	readonly maintenance: Client;
	/** Inside it. */
	readonly client: Client;

	constructor() {
		const maintenanceUrl = process.env.TEST_DATABASE_URL ?? '';
		this.url = Object.assign(new URL(maintenanceUrl), { pathname: `/${this.name}` }).href;
		this.maintenance = new Client({ connectionString: maintenanceUrl });
		this.client = new Client({ connectionString: this.url, application_name: 'bus spec' });
		beforeAll(async () => {
			await this.maintenance.connect();
			await this.maintenance.query(`CREATE DATABASE ${this.name}`);
			await this.client.connect();
		});
		afterAll(async () => {
			await this.client.end();
			await this.maintenance.query(`DROP DATABASE ${this.name} WITH (FORCE)`);
			await this.maintenance.end();
		});
	}

	async cutConnections(): Promise<void> {
		await this.maintenance.query(
			`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND application_name <> 'bus spec'`,
			[this.name],
		);
	}
}
