import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('event-started subflows', () => {
	spec(
		'T-03 one that interrupts takes the place of all that runs in its scope, and then its scope is done',
		sketch('a → fork(b, c) → d; on(message stop "k": e)'),
		`
		start
		reply a ok        → send b c
		reply b ok        → wait
		event stop k      → undo c, send on/e
		undo-reply c ok   → wait
		reply on/e ok     → completed
	`,
	);

	spec(
		'T-03 what fails in it is undone before what it came after',
		sketch('a → b; on(message stop "k": c → d)'),
		`
		start
		reply a ok          → send b
		event stop k        → undo b, send on/c
		undo-reply b ok     → wait
		reply on/c ok       → send on/d
		reply on/d failed NO → undo on/c, compensating
		undo-reply on/c ok  → undo a
		undo-reply a ok     → compensated
	`,
	);

	spec(
		'T-03 an interrupting one starts once: it is disarmed then, with all others of its scope',
		sketch('a; on(message stop "k": b); look=on(message look "k" [nonint]: c)'),
		`
		start
		event stop k    → undo a, send on/b
		event stop k    → wait
		event look k    → wait
		undo-reply a ok → wait
		reply on/b ok   → completed
	`,
	);

	spec(
		'T-02 a scope is done when they are, too',
		sketch('s=sub(a; on(message look "k" [nonint]: b)) → c'),
		`
		start
		event look k    → send s/on/b
		reply s/a ok    → wait
		reply s/on/b ok → send c
	`,
	);

	spec(
		'T-02 by a timer, counted from the entry of its scope',
		sketch('a[timeout=10m] → s=sub(b[timeout=10m]; on(timer PT1M [nonint]: c)) → d'),
		`
		start
		wait PT5M      → wait
		reply a ok     → send s/b
		wait PT59S     → wait
		wait PT1S      → send s/on/c
		reply s/b ok   → wait
		reply s/on/c ok → send d
	`,
	);

	spec(
		'T-02 or a signal',
		sketch('a; on(signal alarm [nonint out.x=event.x]: b[in.x=x])'),
		`
		start
		signal alarm {"x": 4} → send on/b {"x": 4}
		reply on/b ok         → wait
		reply a ok            → completed
	`,
	);

	spec(
		'T-20 an error of a parallel branch is caught for the whole scope',
		sketch('s=sub(fork(a, b → c); on(error [out.code=error.code]: d)) → e'),
		`
		start                → send s/a s/b
		reply s/b ok         → send s/c
		reply s/a failed NO  → undo s/c, send s/on/d
		reply s/on/d ok      → send e
		reply e ok           → wait
		undo-reply s/c ok    → completed
	`,
	);

	spec(
		'U-23 an undo beside the way forward means what stands then',
		sketch('a → b → c; on(message back "k" [nonint]: undo(a) → d)'),
		`
		start
		reply a ok      → send b
		event back k    → undo a
		reply b ok      → send c
		undo-reply a ok → send on/d
		reply c ok      → wait
		reply on/d ok   → completed
	`,
	);
});

describe('links', () => {
	spec(
		'T-23 a token that comes to a link goes on at its other end',
		sketch('a → choose(x > 1: link(out), b); link(out) → c', { x: 2 }),
		`
		start
		reply a ok        → send c
		reply c failed NO → undo a, compensating
	`,
	);
});

describe('ends', () => {
	spec(
		'E-14 a message end sends it, a signal end is heard everywhere',
		[sketch('first: a → end(done "k")'), sketch('second: b → end(signal go)'), sketch('third: catch(signal go) → c')],
		`
		three: start third
		one: start first
		one: reply a ok → publish done, completed
		two: start second
		two: reply b ok → publish go, completed, three: send c
	`,
	);

	spec(
		'S-09 a terminating end of a subflow ends only that',
		sketch('s=sub(fork(a → end(terminate), b)) → c'),
		`
		start           → send s/a s/b
		reply s/a ok    → undo s/b, send c
		reply c ok      → wait
		undo-reply s/b ok → completed
	`,
	);

	spec(
		'S-03 a compensating end of a subflow undoes that, and the token goes on outside',
		sketch('a → s=sub(b → end(compensate)) → c'),
		`
		start
		reply a ok
		reply s/b ok      → undo s/b
		undo-reply s/b ok → send c
		reply c failed NO → undo a, compensating
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-19 a compensating end may name one activity',
		sketch('a → b → end(compensate a)'),
		`
		start
		reply a ok
		reply b ok      → undo a
		undo-reply a ok → completed
	`,
	);

	spec(
		'T-20 an escalating end is caught beside or instead of the activity',
		sketch('s=sub(a → end(escalation LATE))<escalation LATE [nonint]: b> → c'),
		`
		start
		reply s/a ok → send b c
	`,
	);
});

describe('approvals', () => {
	spec(
		'D-03 in a for-each each element is asked for',
		sketch('ask=approve*items[each=it out.yes=reply.yes collect=all:yes] → a[in.all=all]', { items: [1, 2] }),
		`
		start                       → wait
		approve ask#2 {"yes": false} → wait
		approve ask#2 {"yes": true}  → refused not-open
		approve ask#1 {"yes": true}  → send a {"all": [true, false]}
	`,
	);

	spec(
		'O-15 an operator can take its token elsewhere',
		sketch('ask=approve → a → b'),
		`
		start                                          → wait
		operator move-token ask to b because "no time" → send b
		approve ask                                    → refused not-open
	`,
	);
});
