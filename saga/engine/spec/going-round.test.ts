/** When an input has no end because a loop passes nothing that waits, and what only looks like it. */
import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('a loop that nothing stops', () => {
	const loop = (rounds: number) =>
		sketch(`l=exclusive → assign(n = n + 1) → a*items → choose(n < ${rounds}: to(l), _) → b`, { n: 0, items: [] });

	spec(
		'U-26 of an empty list: two hundred rounds are let pass',
		loop(200),
		`
		start → send b
	`,
	);

	spec(
		'U-26 but no more',
		loop(201),
		`
		start → incident expression a
	`,
	);

	spec(
		'U-26 so with a subflow whose way leads past all that waits',
		sketch('l=exclusive → assign(n = n + 1) → s=sub(choose(n < 0: a, _)) → choose(n < 300: to(l), _) → b', { n: 0 }),
		`
		start → incident expression s
	`,
	);

	const items = Array.from({ length: 202 }, (_, at) => at);

	spec(
		'U-26 entries in many scope instances are no loop',
		sketch('s=sub(a*none)*items → c', { items, none: [] }),
		`
		start → send c
	`,
	);

	spec(
		'U-26 nor is one after the other',
		sketch(`${items.map((at) => `a${at}*none`).join(' → ')} → b`, { none: [] }),
		`
		start → send b
	`,
	);

	spec(
		'U-26 nor a loop in which an element is asked for',
		sketch('l=exclusive → assign(n = n + 1) → a*items → choose(n < 3: to(l), _) → b', { n: 0, items: [1] }),
		`
		start      → send a
		reply a ok → send a#2
		reply a ok → send a#3
		reply a ok → send b
	`,
	);
});
