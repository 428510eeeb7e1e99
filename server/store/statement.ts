/**
 * One SQL statement with its values. Named, so that each connection parses and plans it once (see connections.ts for why
 * that plan stays good).
 */
import type { QueryResultRow } from 'pg';

export interface Statement<Values extends readonly unknown[], Row extends QueryResultRow = never> {
	readonly name: string;
	readonly text: string;
	/** Only for the types: what the placeholders take and what comes back. */
	readonly takes?: Values;
	readonly gives?: Row;
}

/** `text[]` in binary; cast in SQL to what the column is. */
export type TextArray = Buffer;
