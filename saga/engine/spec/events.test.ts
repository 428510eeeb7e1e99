import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('an event and a wait', () => {
	const flow = sketch('catch(paid order)[out.sum=event.sum] → a[in.sum=sum]', { order: 'o-1' });

	spec(
		'E-02 the event comes to the wait of its name and key',
		flow,
		`
		start                       → wait
		event paid o-2 {"sum": 1}   → wait
		event other o-1             → wait
		event paid o-1 {"sum": 5}   → send a {"sum": 5}
	`,
	);

	spec(
		'E-02 the oldest open wait of a flow takes it, and only that one',
		flow,
		`
		one: start
		two: start
		event paid o-1 → one: send a
		event paid o-1 → two: send a
	`,
	);

	spec(
		'E-02 a number is as good a key as its text',
		sketch('catch(paid order) → a', { order: 7 }),
		`
		start
		event paid 7 → send a
	`,
	);

	spec(
		'E-04 an event that comes too early waits on the shelf, the oldest first',
		sketch('a → catch(paid order)[out.n=event.n] → b[in.n=n]', { order: 'o-1' }),
		`
		start
		event paid o-1 {"n": 1} → wait
		event paid o-1 {"n": 2} → wait
		reply a ok              → send b {"n": 1}
	`,
	);

	spec(
		'E-05 also before the saga exists',
		flow,
		`
		event paid o-1 {"sum": 5} → wait
		start                     → send a {"sum": 5}
	`,
	);

	spec(
		'E-06 but not for ever: seven days',
		flow,
		`
		event paid o-1            → wait
		wait P6DT23H              → wait
		event paid o-1 {"sum": 9} → wait
		wait PT1H                 → wait
		start                     → send a {"sum": 9}
	`,
	);

	spec(
		'E-07 an event is taken once, however often it comes',
		sketch('catch(paid order) → catch(paid order) → a', { order: 'o-1' }),
		`
		start
		event paid o-1 e-1 → wait
		event paid o-1 e-1 → ignored duplicate
		duplicate 2        → ignored duplicate
		event paid o-1 e-2 → send a
		duplicate 5        → ignored duplicate
	`,
	);

	spec(
		'E-07 nor does it lie on the shelf twice',
		sketch('a → catch(paid order) → catch(paid order) → b', { order: 'o-1' }),
		`
		start
		event paid o-1 e-1 → wait
		duplicate 2        → ignored duplicate
		reply a ok         → wait
		event paid o-1 e-2 → send b
	`,
	);

	spec(
		'E-01 it is offered to each flow',
		[
			sketch('first: catch(paid order) → a', { order: 'o-1' }),
			sketch('second: catch(paid order) → b', { order: 'o-1' }),
		],
		`
		one: start first
		event paid o-1     → one: send a
		two: start second  → two: send b
	`,
	);

	spec(
		'E-13 an event that no flow knows changes nothing',
		flow,
		`
		start
		event unheard-of o-1 → wait
		duplicate 2          → wait
	`,
	);

	spec(
		'E-12 a signal reaches all that wait for it, and is kept for nobody',
		sketch('a → catch(signal go) → b'),
		`
		one: start
		two: start
		one: reply a ok → wait
		signal go       → one: send b
		two: reply a ok → wait
		signal go       → two: send b
	`,
	);

	spec(
		'E-12 also one that a flow throws',
		[sketch('first: a → publish(signal go)'), sketch('second: catch(signal go) → b')],
		`
		one: start first
		two: start second
		one: reply a ok → publish go, completed, two: send b
	`,
	);

	spec(
		'E-14 a flow publishes an event and goes on',
		sketch('a → publish(done order)[sum=x] → b', { order: 'o-1', x: 3 }),
		`
		start
		reply a ok → publish done {"sum": 3}, send b
	`,
	);
});

describe('a flow that starts on a message', () => {
	spec(
		'E-03 is started by it, with its payload',
		sketch('start(placed) → a[in.x=x]'),
		`
		order: event placed o-1 {"x": 4} → send a {"x": 4}
		order: reply a ok                → completed
	`,
	);

	spec(
		'E-03 only where no wait of the flow takes it',
		sketch('start(placed) → a → catch(placed "o-1") → b'),
		`
		order: event placed o-1
		order: reply a ok
		event placed o-1 → send b
	`,
	);

	const whileActive = sketch('start(placed) → a');

	spec(
		'E-08 one saga per key while it is active: a second event stays on the shelf',
		whileActive,
		`
		one: event placed o-1 → send a
		event placed o-1      → wait
		two: event placed o-2 → send a
	`,
	);

	spec(
		'E-09 and is offered again when that saga has ended',
		whileActive,
		`
		one: event placed o-1 → send a
		two: event placed o-1 → wait
		one: reply a ok       → completed, two: send a
	`,
	);

	spec(
		'E-09 the oldest first, one after the other',
		whileActive,
		`
		one: event placed o-1
		two: event placed o-1
		three: event placed o-1
		one: reply a failed NO → compensated, two: send a
		two: reply a ok        → completed, three: send a
	`,
	);

	spec(
		'E-08 meanwhile it is open to the waits of that saga',
		sketch('start(placed) → a → catch(placed "o-1") → b'),
		`
		one: event placed o-1
		event placed o-1      → wait
		one: reply a ok       → send b
		one: reply b ok       → completed
	`,
	);

	spec(
		'E-10 one saga per key, ever: a second event is refused',
		sketch('start(placed [ever]) → a'),
		`
		one: event placed o-1 → send a
		one: reply a ok       → completed
		event placed o-1      → refused ever
		two: event placed o-2 → send a
	`,
	);

	spec(
		'E-11 one saga per event',
		sketch('start(placed [per-event]) → a'),
		`
		one: event placed o-1 → send a
		two: event placed o-1 → send a
		duplicate 1           → ignored duplicate
	`,
	);

	spec(
		'E-01 one event may start a saga of one flow and be taken by a saga of another',
		[sketch('first: start(placed) → a'), sketch('second: catch(placed "o-1") → b')],
		`
		two: start second
		one: event placed o-1 → send a, two: send b
	`,
	);
});
