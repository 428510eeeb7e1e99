/**
 * What a mapping yields with the sample payload: shown below it while it is edited. What depends on a reply that nobody
 * knows yet is named instead of guessed.
 */
import { compileMapping, evaluateMapping } from '@/saga/compile/compile-mapping';
import { compileExpression } from '@/saga/expression/compile-expression';
import type { JsonObject } from '@/saga/expression/json';
import type { Mapping } from '@/saga/flow/nodes/mapping';

export interface MappingResult {
	readonly json: string | null;
	/** Variables without a sample that the mapping reads. */
	readonly unknown: readonly string[];
	readonly problem: string | null;
}

export function mappingResult(mapping: Mapping, sample: JsonObject, nowMs: number): MappingResult {
	const unknown = new Set<string>();
	const known = mapping.filter((entry) => {
		const compiled = compileExpression(entry.expression);
		if (!compiled.ok || entry.target.trim() === '') return false;
		const missing = compiled.expression.reads
			.map((path) => path.split('.')[0] ?? path)
			.filter((name) => !Object.hasOwn(sample, name));
		for (const name of missing) unknown.add(name);
		return missing.length === 0;
	});
	if (known.length === 0) return { json: null, unknown: [...unknown], problem: null };
	const result = evaluateMapping(compileMapping(known).mapping, sample, null, nowMs);
	if (!result.ok) return { json: null, unknown: [...unknown], problem: result.message };
	return { json: JSON.stringify(result.value, null, 1), unknown: [...unknown], problem: null };
}
