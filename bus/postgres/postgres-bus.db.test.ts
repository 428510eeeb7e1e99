/** The contract of the port on real PostgreSQL. */
import { describeBus } from '../contract-suite/describe-bus';
import { ThrowAwayDatabase } from './testing/throw-away-database';

const database = new ThrowAwayDatabase();

describeBus('PostgreSQL', () => ({
	settings: { kind: 'postgres', connectionString: database.url, leaseMs: 2_000, pollMs: 100 },
	unreachable: { kind: 'postgres', connectionString: 'postgres://127.0.0.1:1/nobody' },
	cutConnections: () => database.cutConnections(),
}));
