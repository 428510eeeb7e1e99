import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('boundary events', () => {
	spec(
		'T-02 a timer beside the activity can repeat',
		sketch('a[timeout=10m]<every R3/PT1M [nonint]: b>'),
		`
		start      → send a
		wait PT1M  → send b
		reply b ok → wait
		wait PT1M  → send b#2
		reply b ok → wait
		wait PT1M  → send b#3
		reply b ok → wait
		wait PT2M  → wait
		reply a ok → completed
	`,
	);

	spec(
		'T-02 a message beside it can come more than once',
		sketch('a<message look "k" [nonint]: b>'),
		`
		start        → send a
		event look k → send b
		event look k → send b#2
		reply b#1 ok → wait
		reply b#2 ok → wait
		reply a ok   → completed
		event look k → wait
	`,
	);

	spec(
		'T-20 an escalation goes on beside, unless it interrupts',
		sketch('s=sub(a → publish(escalation LATE) → b)<escalation LATE [nonint]: c> → d'),
		`
		start
		reply s/a ok → send s/b c
		reply s/b ok → send d
		reply c ok   → wait
		reply d ok   → completed
	`,
	);

	spec(
		'T-20 one that interrupts ends the activity',
		sketch('s=sub(a → publish(escalation LATE) → b)<escalation: c> → d'),
		`
		start
		reply s/a ok → send c
		reply c ok   → completed
	`,
	);

	spec(
		'T-20 an escalation that nothing catches is no failure',
		sketch('a → publish(escalation LATE) → b'),
		`
		start
		reply a ok → send b
	`,
	);

	spec(
		'T-19 a signal interrupts an approval',
		sketch('ask=approve<signal stop: b> → c'),
		`
		start
		signal stop → send b
		approve ask → refused not-open
	`,
	);
});
