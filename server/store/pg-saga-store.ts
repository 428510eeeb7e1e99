/**
 * The spine's store on PostgreSQL: a transaction per batch. A connection on which anything went wrong is thrown away,
 * never rolled back: nobody knows in which state it is.
 */
import type pg from 'pg';
import type { SagaStore, SagaTransaction, StoredDefinition } from '@/server/runtime/ports';
import { toStoreFault } from './fault';
import { runStatement } from './run-statement';
import { PgSagaTransaction } from './saga-transaction';
import { flowDefinition } from './statements/loop-statements';

export class PgSagaStore implements SagaStore {
	constructor(private readonly pool: pg.Pool) {}

	async transaction<Result>(work: (transaction: SagaTransaction) => Promise<Result>): Promise<Result> {
		const client = await this.pool.connect().catch((error: unknown) => {
			throw toStoreFault(error);
		});
		try {
			// Goes out with the first statement; its failure is that one's failure too.
			const begun = client.query('begin');
			begun.catch(() => undefined);
			const result = await work(new PgSagaTransaction(client));
			await begun
				.then(() => client.query('commit'))
				.catch((error: unknown) => {
					throw toStoreFault(error);
				});
			client.release();
			return result;
		} catch (error) {
			client.release(true);
			throw error;
		}
	}

	async flowDefinition(flowId: string, version: number): Promise<StoredDefinition | null> {
		return (await runStatement(this.pool, flowDefinition, [flowId, version])).rows[0] ?? null;
	}
}
