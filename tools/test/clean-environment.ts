/**
 * The environment without anything that would lead a test to an installation of somebody's: no database, no brokers,
 * no data folder of theirs.
 */
import { describeEnvironment } from '@/contract/env';

export function cleanEnvironment(): Readonly<Record<string, string | undefined>> {
	const named = new Set(describeEnvironment().map(({ name }) => name));
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !named.has(name)));
}
