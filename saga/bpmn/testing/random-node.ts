/** Nodes of every kind, with whatever their schema allows, and the texts and expressions in them. */
import fc from 'fast-check';
import type { FlowNode } from '../../flow/definition';
import type { Compensation } from '../../flow/nodes/compensation';
import type { StepNode } from '../../flow/nodes/step';

export const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,7}$/);
const variable = fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,6}$/);
/** As Camunda 7 writes expressions. */
const juel = ['$', '{juel}'].join('');
export const text = fc.oneof(
	fc.string({ maxLength: 12 }),
	fc.constantFrom('', 'Book hotel', ' blanks ', 'a "quoted" <tag> & more', 'line\nbreak\ttab', juel, '=', '🚀'),
);
export const expression = fc.oneof(
	variable,
	fc.constantFrom(
		'',
		'*',
		'reply',
		'reply.id',
		'event.id',
		'order.total > 100',
		'if reply.x != null then reply.x else x',
	),
	fc.constantFrom(
		`"${juel}"`,
		juel,
		'=x',
		' x ',
		'a +',
		'for i in xs return i.id',
		'count(items)',
		'if event.a != null then event.a else b',
	),
	text,
);
const target = fc.oneof(variable, fc.constantFrom('*', 'trip.id', 'headers.kind', ''));
const entry = fc.record({ target, expression });
const header = fc.record({
	target: variable.map((key) => `headers.${key}`),
	expression: text.map((value) => JSON.stringify(value)),
});
const all = fc.constant([{ target: '*', expression: '*' }]);
const mapping = fc.oneof(
	all,
	fc.constant([]),
	fc.constant([{ target: '*', expression: 'reply' }]),
	fc.constant([{ target: '*', expression: 'event' }]),
	fc.array(entry, { maxLength: 3 }),
	fc.tuple(fc.array(entry, { maxLength: 2 }), fc.array(header, { maxLength: 2 })).map((parts) => parts.flat()),
);
const code = fc.oneof(word, fc.constantFrom('CANCEL', ''));
const retries = fc.record({
	attemptsMax: fc.integer({ min: 1, max: 100 }),
	backoffMs: fc.constantFrom(1_000, 0, 250),
	backoffFactor: fc.constantFrom(2, 1.5),
	backoffMaxMs: fc.constantFrom(60_000, 5),
});
const field = fc.record({
	name: variable,
	type: fc.constantFrom('text', 'number', 'boolean', 'object', 'list'),
	required: fc.boolean(),
	sample: fc.constantFrom(null, 'a "b"', 7, { a: [1] }),
}) as fc.Arbitrary<Extract<FlowNode, { kind: 'start' }>['fields'][number]>;

const message = fc.record({
	type: fc.constant('message' as const),
	message: text,
	key: fc.oneof(expression, fc.constant('businessKey')),
	output: mapping,
});
const timer = fc.record({
	type: fc.constant('timer' as const),
	timer: fc.constantFrom('duration' as const, 'date' as const, 'cycle' as const),
	value: fc.constantFrom('PT5M', 'R3/PT10M', '0 0 9 * * MON-FRI', 'deadline', '2031-05-12', ''),
});
const signal = fc.record({ type: fc.constant('signal' as const), signal: text, output: mapping });
const error = fc.record({ type: fc.constant('error' as const), code: fc.option(code), output: mapping });
const escalation = fc.record({ type: fc.constant('escalation' as const), code: fc.option(code), output: mapping });
const reaction = fc.oneof(message, timer, signal, error, escalation);
const thrown = fc.oneof(
	fc.record({ type: fc.constant('message' as const), message: text, key: expression, input: mapping }),
	fc.record({ type: fc.constant('signal' as const), signal: text, input: mapping }),
	fc.record({ type: fc.constant('escalation' as const), code, input: mapping }),
);
const forEach = fc.record({
	collection: expression,
	element: fc.oneof(variable, fc.constant('')),
	mode: fc.constantFrom('parallel' as const, 'sequential' as const),
	limit: fc.option(fc.integer({ min: 1, max: 10_000 })),
	completion: expression,
	result: fc.option(fc.record({ variable: fc.oneof(variable, fc.constant('')), expression })),
});
const command = fc.oneof(word, fc.constantFrom('', 'hotel.reserve', 'car:rent/now'));
const participant = fc.oneof(word, fc.constantFrom('', 'hotel', 'car', 'flow'));
const undoCommand = fc.record({
	type: fc.constant('command' as const),
	name: text,
	participant,
	command,
	input: mapping,
	timeoutMs: fc.constantFrom(60_000, 100),
	retries,
});
const compensation: fc.Arbitrary<Compensation | null> = fc.oneof(
	fc.constant(null),
	undoCommand,
	fc.record({
		type: fc.constant('none' as const),
		effect: fc.constantFrom('harmless' as const, 'gap' as const),
		because: fc.oneof(text, fc.constant('the model names no undo')),
	}),
	fc.record({ type: fc.constant('scope' as const), name: text }),
);
const park = fc.record({
	until: fc.option(fc.record({ message: text, key: expression })),
	atMostMs: fc.option(fc.integer({ min: 100, max: 1_000_000 })),
}) as fc.Arbitrary<NonNullable<StepNode['park']>>;

/** `others`: ids that may be named. */
export function nodeOf(id: string, scope: string, others: readonly string[]): fc.Arbitrary<FlowNode> {
	const base = {
		id: fc.constant(id),
		name: fc.oneof(text, fc.constant(id)),
		...(scope === '' ? {} : { scope: fc.constant(scope) }),
	};
	const activity = { ...base, compensation };
	const other = fc.constantFrom(...others);
	const kinds = [
		fc.record({ ...base, kind: fc.constantFrom('parallel', 'exclusive', 'inclusive', 'event-race') }),
		fc.record({ ...base, kind: fc.constant('catch'), on: fc.oneof(message, timer, signal) }),
		fc.record({ ...base, kind: fc.constant('publish'), event: thrown }),
		fc.record({ ...base, kind: fc.constant('undo'), activity: fc.option(other) }),
		fc.record({ ...base, kind: fc.constant('assign'), output: mapping }),
		fc.record({ ...base, kind: fc.constant('link'), end: fc.constantFrom('from', 'to'), link: text }),
		fc
			.record({ ...base, kind: fc.constant('boundary'), attachedTo: other, interrupting: fc.boolean(), on: reaction })
			.map((node) => ({
				...node,
				interrupting: node.on.type === 'error' ? true : node.interrupting,
			})),
		fc.record({
			...base,
			kind: fc.constant('start'),
			fields: fc.array(field, { maxLength: 2 }),
			businessKey: expression,
		}),
		endOf(base, other),
		...activitiesOf(activity),
	];
	return fc.oneof(...kinds) as fc.Arbitrary<FlowNode>;
}

function activitiesOf(activity: Record<string, fc.Arbitrary<unknown>>) {
	return [
		fc
			.tuple(
				fc.record({
					...activity,
					kind: fc.constant('step'),
					participant,
					command,
					input: mapping,
					output: mapping,
					timeoutMs: fc.constantFrom(60_000, 5_000),
					retries,
					expectedErrors: fc.array(fc.record({ code: word, retry: fc.boolean() }), { maxLength: 2 }),
					class: fc.constantFrom('compensable', 'pivot', 'retriable'),
				}),
				fc.option(forEach),
				fc.option(park),
			)
			.map(([node, each, parked]) => ({
				...node,
				...(each === null ? {} : { forEach: each }),
				...(parked === null ? {} : { park: parked }),
			})),
		withLoop(
			fc.record({
				...activity,
				kind: fc.constant('approval'),
				question: text,
				fields: fc.array(field, { maxLength: 2 }),
				candidates: text,
				input: mapping,
				output: mapping,
			}),
		),
		withLoop(
			fc.record({
				...activity,
				kind: fc.constant('call'),
				flow: fc.constantFrom('', 'other-flow', 'Other_Flow'),
				input: mapping,
				output: mapping,
			}),
		),
		withLoop(
			fc.record({
				...activity,
				kind: fc.constant('subflow'),
				eventStarted: fc.boolean(),
				whenInterrupted: fc.constantFrom('keep', 'undo-now'),
				input: mapping,
				output: mapping,
			}),
		),
	];
}

function withLoop<T extends object>(node: fc.Arbitrary<T>): fc.Arbitrary<T> {
	return fc
		.tuple(node, fc.option(forEach))
		.map(([plain, each]) => (each === null ? plain : { ...plain, forEach: each }));
}

function endOf(base: object, other: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
	const result = fc.oneof(
		fc.record({ type: fc.constant('error'), code, message: text }),
		fc.record({ type: fc.constant('compensate'), activity: fc.option(other) }),
		fc.record({ type: fc.constant('terminate') }),
		thrown,
	);
	const plain = fc.record({ ...base, kind: fc.constant('end') } as Record<string, fc.Arbitrary<unknown>>);
	return fc.tuple(plain, fc.option(result)).map(([node, said]) => (said === null ? node : { ...node, result: said }));
}
