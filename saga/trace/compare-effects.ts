/**
 * Expected against observed: a multiset, because concurrent effects have no order, and complete, because an effect that
 * nobody expected is what a spec must not miss. Steps have been resolved to ids. JSON is compared where it is written: the named keys are equal.
 */
import { canonicalJson, type JsonObject } from '../expression/json';
import type { ExpectedEffect, ObservedEffect, RunRef } from './trace';

export interface Comparison {
	/** Expected, but it did not happen. */
	readonly missing: readonly ExpectedEffect[];
	/** It happened, but nobody expected it. */
	readonly unexpected: readonly ObservedEffect[];
}

/** `saga`: the saga that an effect without a name means. */
export function compareEffects(
	expected: readonly ExpectedEffect[],
	observed: readonly ObservedEffect[],
	saga: string | null,
): Comparison {
	const partners = pair(expected, observed, saga);
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
	saga: string | null,
): ReadonlyMap<number, number> {
	const fits = expected.map((wanted) =>
		observed
			.map((_, at) => at)
			.filter((at) => {
				const happened = observed[at];
				return happened !== undefined && matches(wanted, happened, saga);
			}),
	);
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

function matches(wanted: ExpectedEffect, happened: ObservedEffect, saga: string | null): boolean {
	if ((wanted.saga ?? saga) !== happened.saga) return false;
	switch (wanted.type) {
		case 'send':
		case 'undo':
			return (
				happened.type === wanted.type &&
				isStep(wanted.run, happened.step, happened.count) &&
				(wanted.run.attempt ?? 1) === happened.attempt &&
				isSubset(wanted.json ?? {}, happened.json)
			);
		case 'incident':
			return (
				happened.type === 'incident' &&
				happened.kind === wanted.kind &&
				(wanted.run === null || isStep(wanted.run, happened.step, happened.count))
			);
		case 'refused':
			return happened.type === 'refused' && (wanted.code === null || wanted.code === happened.code);
		case 'ignored':
			return happened.type === 'ignored' && (wanted.reason === null || wanted.reason === happened.reason);
		case 'status':
			return happened.type === 'status' && happened.status === wanted.status;
	}
}

function isStep(wanted: RunRef, step: string | null, count: number | null): boolean {
	return wanted.step === step && (wanted.count === null || wanted.count === count);
}

function isSubset(wanted: JsonObject, whole: JsonObject): boolean {
	return Object.entries(wanted).every(([key, value]) => {
		const found = Object.hasOwn(whole, key) ? whole[key] : undefined;
		return found !== undefined && canonicalJson(found) === canonicalJson(value);
	});
}
