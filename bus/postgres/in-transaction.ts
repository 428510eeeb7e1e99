/**
 * One transaction on a connection of the pool.
 * Invariant: a connection that broke or hit a bound is destroyed, not rolled back, since nobody knows in which state it is;
 * and one that breaks between two statements fails the next of them instead of ending the process, which is what an
 * `error` event without a listener does.
 */
import type { Pool, PoolClient } from 'pg';

const heard = (): void => undefined;

export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
	const client = await pool.connect();
	client.on('error', heard);
	let ended = false;
	try {
		await client.query('BEGIN');
		const result = await work(client);
		await client.query('COMMIT');
		ended = true;
		return result;
	} finally {
		client.release(!ended);
		if (ended) client.off('error', heard);
	}
}
