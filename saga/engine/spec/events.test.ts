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

	spec(
		'E-02 a wait of a called saga takes it like any other',
		[sketch('main: a → call(child)'), sketch('child: catch(paid "k") → x')],
		`
		start main
		reply a ok       → wait
		event paid k     → send child/x
		reply child/x ok → completed
	`,
	);

	spec(
		'E-02 a parked step listens only while it is parked',
		sketch('fork(a[park-until=fixed:"k"], b) → c'),
		`
		start
		reply a failed NO → wait
		reply b failed NO → compensated
		event fixed k     → wait
	`,
	);

	spec(
		'E-04 an event of the shelf wins a race at once',
		sketch('a → race(paid "k": b, timer PT0S: c)'),
		`
		start
		event paid k → wait
		reply a ok   → send b
		wait PT1S    → wait
	`,
	);

	spec(
		'E-07 an event that a boundary took is taken',
		sketch('a<paid "k" [nonint]: b> → catch(paid "k") → c'),
		`
		start
		event paid k e-1 → send b
		reply a ok       → wait
		duplicate 2      → ignored duplicate
		event paid k e-2 → send c
	`,
	);
});
