/** Statements of one transaction, sent one behind the other without waiting for answers. */
import type { PoolClient, QueryResult } from 'pg';
import { StoreFault } from '@/server/runtime/ports';
import { sqlStateOf, toStoreFault, transactionHadFailed } from './fault';
import type { Statement } from './statement';

export class Writes {
	readonly #sent: Promise<QueryResult>[] = [];

	constructor(private readonly client: PoolClient) {}

	/** `rows`: how many it must change; null: however many. */
	send<Values extends readonly unknown[]>(
		{ name, text }: Statement<Values>,
		rows: number | null,
		values: Values,
	): void {
		const sent = this.client.query({ name, text, values: [...values] }).then((result) => {
			if (rows !== null && result.rowCount !== rows) {
				throw new StoreFault('input', `${name} changed ${result.rowCount} rows instead of ${rows}`);
			}
			return result;
		});
		this.#sent.push(sent);
	}

	/** Throws the cause, not what follows from it. */
	async done(): Promise<void> {
		const results = await Promise.allSettled(this.#sent);
		const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason as unknown);
		const cause = failures.find((failure) => sqlStateOf(failure) !== transactionHadFailed) ?? failures[0];
		if (cause !== undefined) throw toStoreFault(cause);
	}
}
