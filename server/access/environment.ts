/**
 * The web's environment, read when it is first needed: a build has none, and must not fail for it.
 * Invariant: what is missing or wrong is said in the words of contract/env, all at once.
 */
import { type EnvironmentOf, parseEnvironment } from '@/contract/env';

export function environment(): EnvironmentOf<'web'> {
	const result = parseEnvironment('web', process.env);
	if (!result.ok) throw new Error(`The web app cannot work like this: ${result.problems.join(' ')}`);
	return result.environment;
}
