/** One statement on a pool or on a transaction's connection; why it failed is said in the runtime's words. */
import type { ClientBase, Pool, QueryResult, QueryResultRow } from 'pg';
import { toStoreFault } from './fault';
import type { Statement } from './statement';

export async function runStatement<Values extends readonly unknown[], Row extends QueryResultRow>(
	client: Pool | ClientBase,
	{ name, text }: Statement<Values, Row>,
	values: Values,
): Promise<QueryResult<Row>> {
	try {
		return await client.query<Row>({ name, text, values: [...values] });
	} catch (error) {
		throw toStoreFault(error);
	}
}
