import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

const child = sketch('child: x → y');

describe('a call', () => {
	spec(
		'U-29 completes when the called saga has completed, whose variables are its reply',
		[
			sketch('main: call(child)[in.n=n out.got=reply.id] → b[in.got=got]', { n: 3 }),
			sketch('child: x[in.n=n out.id=reply.id]'),
		],
		`
		start main               → send child/x {"n": 3}
		reply child/x ok {"id": 7} → send b {"got": 7}
		reply b ok               → completed
	`,
	);

	spec(
		'U-29 fails with the code that made the called saga unwind',
		[sketch('main: a → call(child)<error FULL: b> → c'), child],
		`
		start main                 → send a
		reply a ok                 → send child/x
		reply child/x ok           → send child/y
		reply child/y failed FULL  → undo child/x
		undo-reply child/x ok      → send b
		reply b ok                 → completed
	`,
	);

	spec(
		'U-29 and unwinds the caller where nothing catches it; the call itself has left nothing',
		[sketch('main: a → call(child)'), child],
		`
		start main               → send a
		reply a ok               → send child/x
		reply child/x failed NO  → undo a, compensating
		undo-reply a ok          → compensated
	`,
	);

	spec(
		'U-30 a called saga that failed leaves a gap in the caller',
		[sketch('main: call(child)<error NO: b>'), sketch('child: x[gap] → y')],
		`
		start main              → send child/x
		reply child/x ok        → send child/y
		reply child/y failed NO → send b
		reply b failed NO       → failed
	`,
	);

	spec(
		'U-31 one that was cancelled fails it with CANCELLED, and a gap',
		[sketch('main: call(child)<error CANCELLED: b>'), child],
		`
		start main                                         → send child/x
		reply child/x ok                                   → send child/y
		operator cancel-without-undo child because "a test" → send b
		reply b failed NO                                  → failed
	`,
	);

	spec(
		'U-32 a completed call is undone by its own compensation',
		[sketch('main: call(child)[undo=refund] → b'), child],
		`
		start main
		reply child/x ok
		reply child/y ok     → send b
		reply b failed NO    → undo child, compensating
		undo-reply child ok  → compensated
	`,
	);

	spec(
		'U-32 else by unwinding the called saga',
		[sketch('main: a → call(child) → b'), child],
		`
		start main
		reply a ok
		reply child/x ok
		reply child/y ok      → send b
		reply b failed NO     → undo child/y, compensating
		undo-reply child/y ok → undo child/x
		undo-reply child/x ok → undo a
		undo-reply a ok       → compensated
	`,
	);

	spec(
		'U-32 what it cannot undo is a gap of the caller',
		[sketch('main: call(child) → b'), sketch('child: x[gap]')],
		`
		start main
		reply child/x ok  → send b
		reply b failed NO → failed
	`,
	);

	spec(
		'U-05 an open call is told to unwind when the caller does, and its end is awaited',
		[sketch('main: fork(call(child), a) → b'), child],
		`
		start main            → send child/x a
		reply child/x ok      → send child/y
		reply a failed NO     → compensating
		reply child/y ok      → undo child/y
		undo-reply child/y ok → undo child/x
		undo-reply child/x ok → compensated
	`,
	);

	spec(
		'U-05 one that has failed while a pivot was open is over when that one fails, too',
		[sketch('main: fork(call(child), p[pivot], a)'), sketch('child: x')],
		`
		start main              → send child/x p a
		reply a ok              → wait
		reply child/x failed NO → wait
		reply p failed NO       → undo a, compensating
		undo-reply a ok         → compensated
	`,
	);

	spec(
		'U-33 an interrupted call is abandoned: it unwinds beside the way forward',
		[sketch('main: call(child)<message stop "k": b>'), child],
		`
		start main            → send child/x
		reply child/x ok      → send child/y
		event stop k          → send b
		reply b ok            → wait
		reply child/y ok      → undo child/y
		undo-reply child/y ok → undo child/x
		undo-reply child/x ok → completed
	`,
	);

	spec(
		'U-33 if it completes all the same, its own compensation undoes it',
		[sketch('main: call(child)[undo=refund]<message stop "k": b>'), sketch('child: x → p[pivot] → r[retriable]')],
		`
		start main            → send child/x
		reply child/x ok      → send child/p
		reply child/p ok      → send child/r
		event stop k          → send b
		reply child/r ok      → undo child
		reply b ok            → wait
		undo-reply child ok   → completed
	`,
	);

	spec(
		'U-34 is bound to the version of its time',
		[sketch('main: call(child) → b'), sketch('child: x'), sketch('child: z')],
		`
		start main       → send child/x
		reply child/x ok → send b
	`,
	);

	spec(
		'P-04 to a flow with a pivot is a pivot for the caller',
		[sketch('main: a → call(child) → b[retriable]'), sketch('child: x → p[pivot]')],
		`
		start main              → send a
		reply a ok              → send child/x
		reply child/x ok        → send child/p
		reply child/p ok        → send b
		reply b failed NO       → incident step-stuck b
	`,
	);

	spec(
		'P-04 unless it has a compensation of its own',
		[sketch('main: a → call(child)[undo=refund] → b'), sketch('child: x → p[pivot]')],
		`
		start main
		reply a ok
		reply child/x ok
		reply child/p ok    → send b
		reply b failed NO   → undo child, compensating
		undo-reply child ok → undo a
	`,
	);

	spec(
		'X-01 a called saga may call others; a restart loses nothing',
		[sketch('main: call(mid) → b'), sketch('mid: call(leaf) → m'), sketch('leaf: x')],
		`
		start main           → send mid/leaf/x
		restart              → wait
		reply mid/leaf/x ok  → send mid/m
		reply mid/m ok       → send b
		reply b failed NO    → undo mid/m, compensating
		undo-reply mid/m ok  → undo mid/leaf/x
		restart              → wait
		undo-reply mid/leaf/x ok → compensated
	`,
	);
});
