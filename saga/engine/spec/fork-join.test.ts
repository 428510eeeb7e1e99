import { describe } from 'vitest';
import { connect } from '../../flow/edits/edges';
import { newEnd } from '../../flow/edits/new-node';
import { addNode, removeNodes, setGateway } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('fork and join', () => {
	spec(
		'T-06 branches run at once, and what follows waits for all of them',
		sketch('a → fork(b, c) → d'),
		`
		start      → send a
		reply a ok → send b c
		reply c ok → wait
		reply b ok → send d
		reply d ok → completed
	`,
	);

	spec(
		'U-09 branches are undone at once, what came before them afterwards',
		sketch('a → fork(b, c) → d'),
		`
		start
		reply a ok
		reply b ok
		reply c ok
		reply d failed NO → undo b c, compensating
		undo-reply c ok   → wait
		undo-reply b ok   → undo a
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-10 an undo waits for its own successors only, not for the other branch',
		sketch('fork(a → b, c → d) → e'),
		`
		start
		reply a ok
		reply b ok
		reply c ok
		reply d ok
		reply e failed NO → undo b d, compensating
		undo-reply b ok   → undo a
		undo-reply a ok   → wait
		undo-reply d ok   → undo c
		undo-reply c ok   → compensated
	`,
	);

	spec(
		'T-06 each branch may come to an end of its own: the last token ends the saga',
		twoEnds(),
		`
		start      → send a b
		reply b ok → wait
		reply a ok → completed
	`,
	);

	spec(
		'T-17 a join that waits for a way nobody takes raises an incident',
		deadlocked(),
		`
		start {"x": 5} → send a
		reply a ok     → incident deadlock
	`,
	);
});

describe('two branches that merge without a join', () => {
	const twice = setGateway(sketch('fork(a, b) → c'), 'join', { kind: 'exclusive' });

	spec(
		'T-16 what follows runs once per branch',
		twice,
		`
		start         → send a b
		reply a ok    → send c
		reply b ok    → send c#2
		reply c#2 ok  → wait
		reply c#1 ok  → completed
	`,
	);

	spec(
		'U-06 each run is undone exactly once, after it what came before it',
		twice,
		`
		start
		reply a ok
		reply b ok           → send c#2
		reply c#1 ok         → wait
		reply c#2 failed NO  → undo c#1 b, compensating
		undo-reply c#1 ok    → undo a
		undo-reply b ok      → wait
		undo-reply a ok      → compensated
	`,
	);
});

/** A split whose branches never meet. */
function twoEnds() {
	const flow = sketch('fork(a, b)');
	const apart = removeNodes(flow, ['join']);
	const second = addNode(apart, newEnd(apart), { x: 0, y: 0 });
	return connect(connect(second, 'a', 'end'), 'b', 'end-2');
}

function deadlocked() {
	return setGateway(sketch('choose(x > 1: a, b)', { x: 1 }), 'merge', { kind: 'parallel' });
}
