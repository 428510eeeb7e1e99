import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('variables', () => {
	spec(
		'D-01 a scope has its own; expressions read outwards',
		sketch('a[out.x=reply.x] → s=sub(b[in.x=x out.y=reply.y] → c[in.x=x in.y=y]) → d[in.y=y]', { x: 0, y: 1 }),
		`
		start
		reply a ok {"x": 5}   → send s/b {"x": 5}
		reply s/b ok {"y": 8} → send s/c {"x": 5, "y": 8}
		reply s/c ok          → send d {"y": 1}
	`,
	);

	spec(
		'D-01 what a subflow hands out is what its output says',
		sketch('s=sub(a[out.y=reply.y])[out.z=y] → b[in.z=z]', { y: 1 }),
		`
		start
		reply s/a ok {"y": 8} → send b {"z": 8}
	`,
	);

	spec(
		'D-01 and what it is given is set inside it',
		sketch('s=sub(a[in.n=n])[in.n=(x + 1)] → b[in.n=n]', { x: 1, n: 0 }),
		`
		start        → send s/a {"n": 2}
		reply s/a ok → send b {"n": 0}
	`,
	);

	spec(
		'D-01 each iteration has its element and its own variables',
		sketch('s=sub(a[in.it=it in.at=loopCounter out.got=reply.v] → b[in.got=got])*items[each=it]', { items: [7, 8] }),
		`
		start                   → send s/a {"it": 7, "at": 1} s/a {"it": 8, "at": 2}
		reply s#2/a ok {"v": 2} → send s#2/b {"got": 2}
		reply s#1/a ok {"v": 1} → send s#1/b {"got": 1}
	`,
	);

	spec(
		'D-02 a step without output mapping merges nothing',
		sketch('a → b[in.x=x]', { x: 1 }),
		`
		start
		reply a ok {"x": 9} → send b {"x": 1}
	`,
	);

	spec(
		'D-03 what a person enters is the output of the approval',
		sketch('ask=approve[out.ok=reply.ok] → choose(ok: a, b)'),
		`
		start
		approve ask {"ok": false} → send b
	`,
	);

	spec(
		'D-03 an assignment computes',
		sketch('assign(x = x + 1) → assign(y = x * 2) → a[in.x=x in.y=y]', { x: 1 }),
		`
		start → send a {"x": 2, "y": 4}
	`,
	);
});

describe('expressions', () => {
	spec(
		'D-06 now and today are the time of the input, in UTC',
		sketch('a → assign(day = string(today())) → b[in.day=day]'),
		`
		start
		wait PT30S
		reply a ok → send b {"day": "2026-01-01"}
	`,
	);

	spec(
		'D-07 one that cannot be evaluated is an incident where it stands, and a retry evaluates it again',
		sketch('a → assign(x = [1..3]) → b'),
		`
		start
		reply a ok                          → incident expression assign
		operator retry assign because "try" → incident expression assign
		operator cancel-with-undo because "no" → undo a, compensating
	`,
	);

	spec(
		'D-07 of a for-each: its list',
		sketch('a*items', { items: 7 }),
		`
		start → incident expression a
	`,
	);

	spec(
		'D-07 of a correlation key',
		sketch('a → catch(paid order.id) → b', { order: {} }),
		`
		start {"order": {}}
		reply a ok → incident expression paid
	`,
	);

	spec(
		'D-07 of an undo: it is stuck at once',
		sketch('a[undo.x=[1..3]] → b'),
		`
		start
		reply a ok
		reply b failed NO                          → incident undo-stuck a, compensating
		operator retry a {"x": 1} because "by hand" → undo a {"x": 1}
		undo-reply a ok                            → compensated
	`,
	);
});
