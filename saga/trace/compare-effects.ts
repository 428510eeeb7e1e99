/**
 * Expected against observed: a multiset, because concurrent effects have no order, and complete, because an effect that
 * nobody expected is what a spec must not miss. JSON is compared where it is written: the named keys are equal.
 */
import { canonicalJson, type JsonObject } from '../expression/json';
import type { ExpectedEffect, ObservedEffect, ObservedRun, RunRef } from './trace';

export interface Comparison {
	/** Expected, but it did not happen. */
	readonly missing: readonly ExpectedEffect[];
	/** It happened, but nobody expected it. */
	readonly unexpected: readonly ObservedEffect[];
}

/** Whether the run of an effect is at the path that the line writes, in the saga of that name. */
export type IsRun = (saga: string | null, wanted: RunRef, happened: ObservedRun) => boolean;

/** `saga`: the saga that an effect without a name means. */
export function compareEffects(
	expected: readonly ExpectedEffect[],
	observed: readonly ObservedEffect[],
	saga: string | null,
	isRun: IsRun,
): Comparison {
	const partners = pair(expected, observed, (wanted, happened) => {
		const own = wanted.saga ?? saga;
		return (happened.saga === null || own === happened.saga) && matches(wanted, happened, own, isRun);
	});
	const taken = new Set(partners.values());
	return {
		missing: expected.filter((_, at) => !partners.has(at)),
		unexpected: observed.filter((_, at) => !taken.has(at)),
	};
}

/** The largest pairing (augmenting paths): a loose expectation gives way to one that fits nothing else. */
function pair(
	expected: readonly ExpectedEffect[],
	observed: readonly ObservedEffect[],
	isPair: (wanted: ExpectedEffect, happened: ObservedEffect) => boolean,
): ReadonlyMap<number, number> {
	const fits = expected.map((wanted) => observed.flatMap((happened, at) => (isPair(wanted, happened) ? [at] : [])));
	const ownerOf = new Map<number, number>();
	const place = (wanted: number, tried: Set<number>): boolean =>
		(fits[wanted] ?? []).some((candidate) => {
			if (tried.has(candidate)) return false;
			tried.add(candidate);
			const owner = ownerOf.get(candidate);
			if (owner !== undefined && !place(owner, tried)) return false;
			ownerOf.set(candidate, wanted);
			return true;
		});
	expected.forEach((_, wanted) => {
		place(wanted, new Set());
	});
	return new Map([...ownerOf].map(([happened, wanted]) => [wanted, happened]));
}

function matches(wanted: ExpectedEffect, happened: ObservedEffect, saga: string | null, isRun: IsRun): boolean {
	switch (wanted.type) {
		case 'send':
		case 'undo':
			return (
				happened.type === wanted.type &&
				(wanted.run.attempt ?? 1) === happened.attempt &&
				isRun(saga, wanted.run, happened.run) &&
				isSubset(wanted.json ?? {}, happened.json)
			);
		case 'publish':
			return happened.type === 'publish' && happened.name === wanted.name && isSubset(wanted.json ?? {}, happened.json);
		case 'incident':
			if (happened.type !== 'incident' || happened.kind !== wanted.kind) return false;
			return wanted.run === null || (happened.run !== null && isRun(saga, wanted.run, happened.run));
		case 'refused':
			return happened.type === 'refused' && (wanted.code === null || wanted.code === happened.code);
		case 'ignored':
			return happened.type === 'ignored' && (wanted.reason === null || wanted.reason === happened.reason);
		case 'status':
			return happened.type === 'status' && happened.status === wanted.status;
		case 'suspended':
		case 'resumed':
			return happened.type === wanted.type;
	}
}

function isSubset(wanted: JsonObject, whole: JsonObject): boolean {
	return Object.entries(wanted).every(([key, value]) => {
		const found = Object.hasOwn(whole, key) ? whole[key] : undefined;
		return found !== undefined && canonicalJson(found) === canonicalJson(value);
	});
}
