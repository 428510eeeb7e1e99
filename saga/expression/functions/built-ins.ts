// All built-in functions by name. A name that is not here is refused when the
// expression is compiled, at its place.

import { contextFunctions } from './contexts';
import { listFunctions } from './lists';
import { numberFunctions } from './numbers';
import type { BuiltIn } from './signature';
import { stringFunctions } from './strings';
import { temporalFunctions } from './temporals';

const builtIns: ReadonlyMap<string, BuiltIn> = new Map(
	Object.entries({
		...contextFunctions,
		...listFunctions,
		...numberFunctions,
		...stringFunctions,
		...temporalFunctions,
	}),
);

export function builtInNamed(name: string): BuiltIn | undefined {
	return builtIns.get(name);
}
