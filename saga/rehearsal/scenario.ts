/** One way on which everything goes well, apart from steps that fail: the script of a rehearsal. */
import { durationText } from '../trace/duration';
import type { Openings } from '../trace/openings';
import { wordText } from '../trace/tokenize';
import type { Script } from './play';

/** `failing`: keys of the runs that answer `failed`. */
export function scriptOf(failing: ReadonlySet<string>): Script {
	const unparked = new Set<string>();
	return (openings) =>
		answer(failing, openings) ?? person(openings) ?? awaited(openings, unparked) ?? passing(openings);
}

/** Commands are answered in the order in which they were sent. */
function answer(failing: ReadonlySet<string>, { commands: [next] }: Openings): string | null {
	if (next === undefined) return null;
	if (next.undo) return `undo-reply ${next.run} ok`;
	return `reply ${next.run} ${failing.has(next.key) ? 'failed REHEARSED' : 'ok'}`;
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
	return next.type === 'signal'
		? `signal ${wordText(next.name)}`
		: `event ${wordText(next.name)} ${wordText(next.key)}`;
}

function passing({ dueInMs, isOver }: Openings): string | null {
	return dueInMs === null || isOver ? null : `wait ${durationText(dueInMs)}`;
}
