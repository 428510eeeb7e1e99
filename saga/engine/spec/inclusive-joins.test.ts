/** What holds an inclusive join back: whatever holds a token from which a way leads there, in this scope instance alone. */
import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('an inclusive join waits for', () => {
	spec(
		'T-12 an approval',
		sketch('include(x > 0: ask=approve, x > 0: c) → d', { x: 1 }),
		`
		start
		reply c ok  → wait
		approve ask → send d
	`,
	);

	spec(
		'T-12 a called saga',
		[sketch('main: include(x > 0: call(child), x > 0: c) → d', { x: 1 }), sketch('child: y')],
		`
		start main
		reply c ok       → wait
		reply child/y ok → send d
	`,
	);

	spec(
		'T-12 an undo that the flow throws',
		sketch('a → include(x > 0: undo(a), x > 0: c) → d', { x: 1 }),
		`
		start
		reply a ok      → undo a, send c
		reply c ok      → wait
		undo-reply a ok → send d
	`,
	);

	spec(
		'T-12 a for-each',
		sketch('include(x > 0: a*items, x > 0: c) → d', { x: 1, items: [1, 2] }),
		`
		start
		reply c ok   → wait
		reply a#1 ok → wait
		reply a#2 ok → send d
	`,
	);

	spec(
		'T-12 a token that an incident holds inside a step',
		sketch('include(x > 0: a[out.y=(if z = null then (1..3) else z)], x > 0: c[out.z=reply.z]) → d', { x: 1 }),
		`
		start
		reply a ok                      → incident expression a
		reply c ok {"z": 2}             → wait
		operator retry a because "data" → send d
	`,
	);

	spec(
		'T-12 or before it',
		sketch('include(x > 0: a[in.y=((1..3))], x > 0: c) → d', { x: 1 }),
		`
		start                                       → send c, incident expression a
		reply c ok                                  → wait
		operator move-token a to end because "late" → send d
	`,
	);

	spec(
		'T-12 a token at another join, as long as that can fire',
		sketch('include(x > 0: fork(a, b), x > 0: c) → d', { x: 1 }),
		`
		start
		reply a ok → wait
		reply c ok → wait
		reply b ok → send d
	`,
	);

	spec(
		'T-12 not for an undo beside the way',
		sketch('include(x > 0: a{y}<timer PT10S: b>, x > 0: c) → d', { x: 1 }),
		`
		start            → send a c
		wait PT10S       → send a/undo/y b
		reply c ok       → send d
	`,
	);
});

describe('an inclusive join waits for nothing in another scope instance', () => {
	const inEach = (way: string) =>
		sketch(`s=sub(include(it > 0: a, it > 1: ${way}) → d)*items[each=it]`, { items: [1, 2] });

	spec(
		'T-12 no step',
		inEach('c'),
		`
		start          → send s#1/a s#2/a s#2/c
		reply s#1/a ok → send s#1/d
	`,
	);

	spec(
		'T-12 no approval',
		inEach('ask=approve'),
		`
		start          → send s#1/a s#2/a
		reply s#1/a ok → send s#1/d
	`,
	);

	spec(
		'T-12 no wait',
		inEach('catch(paid "k")'),
		`
		start          → send s#1/a s#2/a
		reply s#1/a ok → send s#1/d
	`,
	);

	spec(
		'T-12 no subflow',
		inEach('t=sub(c)'),
		`
		start          → send s#1/a s#2/a s#2/t/c
		reply s#1/a ok → send s#1/d
	`,
	);

	spec(
		'T-12 no called saga',
		[
			sketch('main: s=sub(include(it > 0: a, it > 1: call(child)) → d)*items[each=it]', { items: [1, 2] }),
			sketch('child: y'),
		],
		`
		start main     → send s#1/a s#2/a s#2/child/y
		reply s#1/a ok → send s#1/d
	`,
	);

	spec(
		'T-12 no undo that the flow throws',
		sketch('s=sub(b → include(it > 0: a, it > 1: undo(b)) → d)*items[each=it]', { items: [1, 2] }),
		`
		start
		reply s#2/b ok → undo s#2/b, send s#2/a
		reply s#1/b ok → send s#1/a
		reply s#1/a ok → send s#1/d
	`,
	);

	spec(
		'T-12 no token that an incident holds before a step',
		inEach('c[in.y=((1..3))]'),
		`
		start          → send s#1/a s#2/a, incident expression s#2/c
		reply s#1/a ok → send s#1/d
	`,
	);

	spec(
		'T-12 nor inside it',
		inEach('c[out.y=((1..3))]'),
		`
		start
		reply s#2/c ok → incident expression s#2/c
		reply s#1/a ok → send s#1/d
	`,
	);

	spec(
		'T-14 and takes no token from there',
		sketch('s=sub(include(it > 0: a, it > 0: c) → d)*items[each=it]', { items: [1, 2] }),
		`
		start          → send s#1/a s#2/a s#1/c s#2/c
		reply s#1/a ok → wait
		reply s#2/c ok → wait
		reply s#1/c ok → send s#1/d
		reply s#2/a ok → send s#2/d
	`,
	);
});
