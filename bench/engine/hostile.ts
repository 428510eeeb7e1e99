/**
 * How long the expressions that were written to hurt take to compile and evaluate: the slowest of the first pass, with
 * cold code, and the slowest of the medians of later passes. Each pass compiles anew.
 */
import { compileExpression } from '@/saga/expression/compile-expression';
import { hostileExpressions, hostileVariables } from '@/saga/expression/test-support/hostile';
import { rounded, timed } from './processor-time';

const warmPasses = 5;

export function hostile() {
	const sources = Object.values(hostileExpressions).flatMap((group) => group.map(({ source }) => source));
	const cold = sources.map((source) => ({ source, ms: timed(() => run(source)) })).sort(slowestFirst);
	const warm = sources.map((source) => ({ source, ms: medianOfPasses(source) })).sort(slowestFirst);
	const slowest = [...cold, ...warm].sort(slowestFirst)[0];
	return {
		hostile_count: sources.length,
		hostile_cold_ms: rounded(cold[0]?.ms ?? 0),
		hostile_warm_ms: rounded(warm[0]?.ms ?? 0),
		hostile_max_ms: rounded(slowest?.ms ?? 0),
		hostile_slowest: shortened(slowest?.source ?? ''),
		hostile_slowest_warm: shortened(warm[0]?.source ?? ''),
	};
}

function run(source: string): void {
	const compiled = compileExpression(source);
	if (compiled.ok) compiled.expression.evaluate(hostileVariables, 1_700_000_000_000);
}

/** A blank more each time, or the source would be known. */
function medianOfPasses(source: string): number {
	const passes = Array.from({ length: warmPasses }, (_, pass) => timed(() => run(source + ' '.repeat(pass + 1))));
	return passes.sort((left, right) => left - right)[Math.floor(warmPasses / 2)] ?? Number.NaN;
}

function slowestFirst(left: { readonly ms: number }, right: { readonly ms: number }): number {
	return right.ms - left.ms;
}

function shortened(source: string): string {
	return source.length <= 60 ? source : `${source.slice(0, 60)}… (${source.length} characters)`;
}
