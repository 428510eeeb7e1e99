/** The flows of a trace, compiled. Several definitions of one id are its versions, of which sagas start with the first. */
import { type CompileResult, compile } from '../compile/compile';
import type { CompiledFlow } from '../compile/compiled-flow';
import type { JsonObject } from '../expression/json';
import type { FlowDefinition } from '../flow/definition';
import type { Problem } from '../flow/problem';
import { sampleInput } from '../flow/queries/sample-input';

export interface TraceFlow {
	readonly flow: CompiledFlow;
	/** What `start` gives where the line does not. */
	readonly sample: JsonObject;
}

export interface TraceFlows {
	readonly flows: readonly TraceFlow[];
	readonly problems: readonly Problem[];
}

/** Calls are bound to the first version of what they call. */
export function compileFlows(definitions: readonly FlowDefinition[]): TraceFlows {
	let results = compileAll(definitions, []);
	// Whether a call is a pivot depends on what it calls, which may call others in turn.
	for (let depth = 0; depth < definitions.length; depth += 1) results = compileAll(definitions, results);
	return {
		flows: results.flatMap((result, at) => {
			const definition = definitions[at];
			return result.ok && definition ? [{ flow: result.flow, sample: sampleInput(definition) }] : [];
		}),
		problems: results.flatMap((result) => (result.ok ? [] : result.problems)),
	};
}

function compileAll(
	definitions: readonly FlowDefinition[],
	before: readonly CompileResult[],
): readonly CompileResult[] {
	const called = new Map<string, { readonly version: number; readonly hasPivot: boolean }>();
	definitions.forEach(({ id }, at) => {
		const result = before[at];
		if (!called.has(id)) called.set(id, { version: 1, hasPivot: result?.ok === true && result.flow.hasPivot });
	});
	return definitions.map((definition, at) => {
		const version = definitions.slice(0, at).filter(({ id }) => id === definition.id).length + 1;
		return compile(definition, version, called);
	});
}
