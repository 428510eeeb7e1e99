/**
 * One SQL statement with its values. Named, so that each connection parses it once; planned each time with the values at
 * hand (see connections.ts), because plans made while the tables were new would read whole tables for ever after.
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
