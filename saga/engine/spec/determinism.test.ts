import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('state', () => {
	spec(
		'X-01 is the fold of what has happened: stored and loaded at any point, nothing changes',
		[
			sketch(
				'main: a → s=sub(b*items → race(paid "k": c, timer PT1H))<error: d> → fork(e{x}, ask=approve) → call(child) → f; on(message look "k" [nonint]: g)',
				{ items: [1, 2] },
			),
			sketch('child: x'),
		],
		`
		start main         → send a
		restart            → wait
		reply a ok         → send s/b s/b
		restart            → wait
		reply s/b#2 ok     → wait
		event look k       → send on/g
		restart            → wait
		reply s/b#1 ok     → wait
		restart            → wait
		event paid k       → send s/c
		reply s/c ok       → send e
		restart            → wait
		approve ask        → wait
		reply e ok         → send child/x
		restart            → wait
		reply child/x ok   → send f
		reply f failed NO  → undo child/x, compensating
		restart            → wait
		undo-reply child/x ok → send e/undo/x
		restart            → wait
		reply e/undo/x ok  → undo s/c
		undo-reply s/c ok  → undo s/b#1 s/b#2
		restart            → wait
		undo-reply s/b#1 ok → wait
		undo-reply s/b#2 ok → undo a
		undo-reply a ok    → wait
		reply on/g ok      → undo on/g
		undo-reply on/g ok → compensated
	`,
	);
});
