/** Expressions that fail for what they read: the incident stands at their place, and once the data is there a retry goes on. */
import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

/** Fails until `x` is there. */
const late = '(if x = null then (1..3) else x)';

describe('what cannot be evaluated yet', () => {
	spec(
		'D-07 a key of a wait: the token stays before it',
		sketch('fork(catch(paid order)[out.n=event.n] → b[in.n=n], a[out.order=reply.order])'),
		`
		start                              → send a, incident expression paid
		event paid k                       → wait
		reply a ok {"order": "o-1"}        → wait
		operator retry paid because "data" → wait
		event paid o-1 {"n": 2}            → send b {"n": 2}
	`,
	);

	spec(
		'D-07 a time of a wait',
		sketch('fork(catch(at due) → b, a[out.due=reply.due])'),
		`
		start                                            → send a, incident expression timer
		reply a ok {"due": "2026-01-01T01:00:00Z"}       → wait
		operator retry timer because "data"              → wait
		wait PT1H                                        → send b
	`,
	);

	spec(
		'D-07 a key of a boundary event: the activity goes on without it',
		sketch('fork(a[timeout=10m]<stop=paid order: b>, c[out.order=reply.order])'),
		`
		start                              → send a c, incident expression stop
		reply c ok {"order": "o-1"}        → wait
		operator retry stop because "data" → wait
		event paid o-1                     → undo a, send b
	`,
	);

	spec(
		'D-07 a time of an event-started subflow',
		sketch('a[timeout=10m out.due=reply.due] → b[timeout=10h]; on(at due [nonint]: c)'),
		`
		start                                      → send a, incident expression
		reply a ok {"due": "2026-01-01T01:00:00Z"} → send b
		operator retry because "data"              → wait
		wait PT1H                                  → send on/c
	`,
	);

	spec(
		'D-07 what comes with an event of a wait: the event is taken, and its data is kept',
		sketch(`fork(catch(paid "k")[out.y=(if x = null then (1..3) else event.n + x)] → b[in.y=y], a[out.x=reply.x])`),
		`
		start                                → send a
		event paid k {"n": 2}                → incident expression paid
		reply a ok {"x": 3}                  → wait
		operator retry paid because "data"   → send b {"y": 5}
	`,
	);

	spec(
		'D-07 what comes with a boundary event',
		sketch(`fork(c<stop=paid "k" [out.y=(if x = null then (1..3) else event.n + x)]: b[in.y=y]>, a[out.x=reply.x])`),
		`
		start                                → send a c
		event paid k {"n": 2}                → undo c, incident expression stop
		undo-reply c ok                      → wait
		reply a ok {"x": 3}                  → wait
		operator retry stop because "data"   → send b {"y": 5}
	`,
	);

	spec(
		'D-07 what comes with the event of an event-started subflow',
		sketch(
			`fork(c, a[out.x=reply.x]); on(message look "k" [nonint out.y=(if x = null then (1..3) else event.n + x)]: b[in.y=y])`,
		),
		`
		start                         → send c a
		event look k {"n": 2}         → incident expression
		operator retry because "no"   → incident expression
		reply a ok {"x": 3}           → wait
		operator retry because "data" → send on/b {"y": 5}
		event look k {"n": 4}         → send on#2/b {"y": 7}
	`,
	);

	spec(
		'D-07 what is published',
		sketch(`fork(publish(done "k")[y=${late}] → b, a[out.x=reply.x])`),
		`
		start                                → send a, incident expression publish
		reply a ok {"x": 3}                  → wait
		operator retry publish because "data"   → publish done {"y": 3}, send b
	`,
	);

	spec(
		'D-07 the key of what is published',
		sketch('fork(publish(done order) → b, a[out.order=reply.order])'),
		`
		start                              → send a, incident expression publish
		reply a ok {"order": 7}            → wait
		operator retry publish because "data" → publish done, send b
	`,
	);

	spec(
		'D-07 what a subflow begins with, and what it brings',
		sketch(
			`fork(s=sub(c)[in.y=${late} out.z=(if w = null then (1..3) else y)] → b[in.z=z], a[out.x=reply.x] → d[out.w=reply.w])`,
		),
		`
		start                             → send a, incident expression s
		reply a ok {"x": 3}               → send d
		operator retry s because "data"   → send s/c
		reply s/c ok                      → incident expression s
		reply d ok {"w": 1}               → wait
		operator retry s because "data"   → send b {"z": 3}
	`,
	);

	spec(
		'D-07 a condition: the token stays before the gateway',
		sketch('fork(choose(x: b, c), a[out.x=reply.x])', { x: 'text' }),
		`
		start                                → send a, incident expression choice
		reply a ok {"x": true}               → wait
		operator retry choice because "data" → send b
	`,
	);

	spec(
		'D-07 a condition behind a step: what it has done is done',
		sketch('fork(c[out.y=reply.y] → (x: b[in.y=y], else: d), a[out.x=reply.x])', { x: 7 }),
		`
		start                           → send a c
		reply c ok {"y": 1}             → incident expression c
		reply a ok {"x": true}          → wait
		operator retry c because "data" → send b {"y": 1}
		reply b failed NO               → undo c a, compensating
	`,
	);

	spec(
		'D-07 the result of an element: the next one comes after it all the same',
		sketch(`fork(c*items[seq collect=all:${late}] → b[in.all=all], a[out.x=reply.x])`, { items: [1, 2] }),
		`
		start                                → send a c
		reply c ok                           → incident expression c
		reply a ok {"x": 3}                  → wait
		operator retry c because "data"      → send c#2
		reply c#2 ok                         → send b {"all": [3, 3]}
		reply b failed NO                    → undo c#2 a, compensating
		undo-reply c#2 ok                    → undo c#1
	`,
	);

	spec(
		'D-07 what a subflow brings that an end terminates: the end waits',
		sketch(`fork(s=sub(fork(b → end(terminate), d))[out.n=${late}] → e[in.n=n], a[out.x=reply.x])`),
		`
		start                                → send a s/b s/d
		reply s/b ok                         → incident expression s/end-2
		reply a ok {"x": 3}                  → wait
		operator retry s/end-2 because "data" → undo s/d, send e {"n": 3}
	`,
	);

	spec(
		'D-07 whether the elements are enough',
		sketch(`fork(c*items[seq until=(if x = null then (1..3) else x = 3)] → b, a[out.x=reply.x])`, { items: [1, 2] }),
		`
		start                                → send a c
		reply c ok                           → incident expression c
		reply a ok {"x": 3}                  → wait
		operator retry c because "data"      → send b
	`,
	);
});
