import { describe } from 'vitest';
import { setStep } from '../../flow/edits/nodes';
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

describe('the variables of a saga', () => {
	const stores = setStep(sketch('a → b', { x: 1 }), 'a', { output: [{ target: 'trip.id', expression: 'reply.id' }] });
	const reads = setStep(stores, 'b', {
		input: [
			{ target: 'id', expression: 'trip.id' },
			{ target: 'x', expression: 'x' },
		],
	});

	spec(
		'D-01 what a reply stored is there for the next step',
		reads,
		`
		start {"x": 2}         → send a
		reply a ok {"id": 7}   → send b {"id": 7, "x": 2}
	`,
	);

	spec(
		'D-01 a mapping keeps what a variable has beside its target',
		reads,
		`
		start {"x": 2, "trip": {"to": "Lisbon", "id": 0}}
		reply a ok {"id": 7} → send b {"id": 7}
	`,
	);

	spec(
		'D-02 a step without output mapping stores nothing',
		setStep(reads, 'a', { output: [] }),
		`
		start {"x": 2}
		reply a ok {"x": 9} → send b {"x": 2, "id": null}
	`,
	);
});
