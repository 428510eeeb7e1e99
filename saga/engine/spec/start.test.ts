import { describe } from 'vitest';
import { setStart } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('starting', () => {
	const flow = setStart(sketch('a'), 'start', {
		fields: [{ name: 'order', type: 'object', required: true, sample: { id: 'A-1' } }],
	});

	spec('D-04 with what the start asks for', flow, 'start {"order": {}} → send a');
	spec('D-04 other keys are let through', flow, 'start {"order": {}, "more": 1} → send a');
	spec('D-04 not without a required field', flow, 'start {} → refused payload');
	spec('D-04 not with a field of another type', flow, 'start {"order": 7} → refused payload');
	spec('S-01 a flow without steps is done at once', sketch('_'), 'start → completed');
});

describe('a flow that starts on a message', () => {
	const whileActive = sketch('start(placed) → a');

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
