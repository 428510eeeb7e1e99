/**
 * One way in which things may happen: what participants answer, in which order, which events come when, and whether
 * deadlines pass. The script makes everything else go well.
 */
import { durationText } from '../trace/duration';
import type { Openings } from '../trace/openings';
import { wordText } from '../trace/tokenize';
import type { Script } from './play';

/** What a participant does with one run: it says no, or nothing at all. */
export type Fault = { readonly type: 'failed'; readonly code: string } | { readonly type: 'silent' };

export interface Scenario {
	readonly title: string;
	/** By the key of the run. */
	readonly faults: ReadonlyMap<string, Fault>;
	/** Which open command is answered next; a key: that one's is answered when no other is left. */
	readonly order: 'oldest first' | 'newest first' | { readonly last: string };
	/** Awaited events that have come before anything else: name and key. */
	readonly early: readonly { readonly name: string; readonly key: string }[];
	/** The node of an event beside the way that comes as soon as it can. */
	readonly beside: string | null;
	/** The node of a timer for which the participants wait, or `all`: no awaited event ever comes. */
	readonly deadline: string | null;
}

export const allGoesWell: Scenario = {
	title: 'all goes well',
	faults: new Map(),
	order: 'oldest first',
	early: [],
	beside: null,
	deadline: null,
};

/** `started`: how the saga starts. */
export function firstLines({ early }: Scenario, started: string): readonly string[] {
	return [...early.map(({ name, key }) => `event ${wordText(name)} ${wordText(key)}`), started];
}

export function scriptOf(scenario: Scenario): Script {
	let hasComeBeside = false;
	let hasPassed = false;
	const unparked = new Set<string>();
	return (openings) => {
		const beside = openings.events.find(({ node }) => node === scenario.beside);
		if (beside !== undefined && !hasComeBeside) {
			hasComeBeside = true;
			return eventText(beside);
		}
		const timer = openings.timers.find(({ node }) => node === scenario.deadline);
		if (timer !== undefined && !hasPassed) {
			hasPassed = true;
			return `wait ${durationText(timer.inMs)}`;
		}
		const event = scenario.deadline === 'all' ? null : awaited(openings, unparked);
		return answer(scenario, openings) ?? person(openings) ?? event ?? passing(openings);
	};
}

function answer({ faults, order }: Scenario, { commands }: Openings): string | null {
	const willing = commands.filter(({ undo, key }) => undo || faults.get(key)?.type !== 'silent');
	const sorted = order === 'newest first' ? willing.toReversed() : willing;
	const last = typeof order === 'object' ? order.last : null;
	const next = sorted.find(({ key, undo }) => undo || key !== last) ?? sorted[0];
	if (next === undefined) return null;
	const fault = next.undo ? undefined : faults.get(next.key);
	const said = fault?.type === 'failed' ? `failed ${wordText(fault.code)}` : 'ok';
	return `${next.undo ? 'undo-reply' : 'reply'} ${next.run} ${said}`;
}

function person({ approvals: [next] }: Openings): string | null {
	return next === undefined ? null : `approve ${next.run}`;
}

/** A parked step is tried again once, else one that stays silent would go on for ever. */
function awaited({ events }: Openings, unparked: Set<string>): string | null {
	const next = events.find(
		({ awaitedBy, node }) => awaitedBy === 'token' || (awaitedBy === 'parked step' && !unparked.has(node)),
	);
	if (next === undefined) return null;
	if (next.awaitedBy === 'parked step') unparked.add(next.node);
	return eventText(next);
}

function passing({ dueInMs, isOver }: Openings): string | null {
	return dueInMs === null || isOver ? null : `wait ${durationText(dueInMs)}`;
}

function eventText({ type, name, key }: Openings['events'][number]): string {
	return type === 'signal' ? `signal ${wordText(name)}` : `event ${wordText(name)} ${wordText(key)}`;
}
