/** Models that are invalid in one place each: imported all the same, marked at the element, and neither deployed nor run. */
import { modelText, way } from './model-text';

const task = (id: string, more = '') =>
	`<serviceTask id="${id}"${more}><extensionElements><zeebe:taskDefinition type="${id}" /></extensionElements></serviceTask>`;
const undo = (id: string, of: string) =>
	`<boundaryEvent id="${id}" attachedToRef="${of}"><compensateEventDefinition /></boundaryEvent>`;
const link = (id: string, source: string, target: string) =>
	`<association id="${id}" sourceRef="${source}" targetRef="${target}" />`;
const frame = (inside: string, ...ids: string[]) =>
	modelText(`<startEvent id="s" />${inside}<endEvent id="e" />${way('s', ...ids, 'e')}`);
const handler = task('h', ' isForCompensation="true"');

interface InvalidModel {
	readonly what: string;
	/** Of the element that is marked. */
	readonly id: string;
	readonly xml: string;
}

export const invalidModels: readonly InvalidModel[] = [
	{
		what: 'a handler with sequence flows',
		id: 'a',
		xml: frame(`${task('a')}${undo('c', 'a')}${handler}${link('l', 'c', 'h')}${way('h', 'e')}`, 'a'),
	},
	{
		what: 'a handler with a boundary event',
		id: 'a',
		xml: frame(
			`${task('a')}${undo('c', 'a')}${handler}${link('l', 'c', 'h')}<boundaryEvent id="x" attachedToRef="h"><errorEventDefinition /></boundaryEvent>`,
			'a',
		),
	},
	{
		what: 'a compensation boundary event without association',
		id: 'a',
		xml: frame(`${task('a')}${undo('c', 'a')}`, 'a'),
	},
	{
		what: 'two compensation boundary events',
		id: 'c2',
		xml: frame(`${task('a')}${undo('c', 'a')}${undo('c2', 'a')}${handler}${link('l', 'h', 'c')}`, 'a'),
	},
	{ what: 'a handler of nothing', id: 'h', xml: frame(`${task('a')}${handler}`, 'a') },
	{
		what: 'activityRef to nothing',
		id: 'u',
		xml: frame(
			`<intermediateThrowEvent id="u"><compensateEventDefinition activityRef="gone" /></intermediateThrowEvent>`,
			'u',
		),
	},
	{
		what: 'activityRef into another scope',
		id: 'u',
		xml: frame(
			`<subProcess id="p">${task('i')}</subProcess><intermediateThrowEvent id="u"><compensateEventDefinition activityRef="i" /></intermediateThrowEvent>`,
			'p',
			'u',
		),
	},
	{ what: 'an event gateway to a task', id: 'g', xml: frame(`<eventBasedGateway id="g" />${task('a')}`, 'g', 'a') },
	{
		what: 'an expression that is none',
		id: 's_e',
		xml: modelText(
			`<startEvent id="s" /><endEvent id="e" /><sequenceFlow id="s_e" sourceRef="s" targetRef="e"><conditionExpression>= a +</conditionExpression></sequenceFlow>`,
		),
	},
	{
		what: 'an expression of unknown meaning',
		id: 's_e',
		xml: modelText(
			`<startEvent id="s" /><endEvent id="e" /><sequenceFlow id="s_e" sourceRef="s" targetRef="e"><conditionExpression>\${bean.check(x)}</conditionExpression></sequenceFlow>`,
		),
	},
	{
		what: 'a time that is none',
		id: 't',
		xml: frame(
			'<intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>PT5X</timeDuration></timerEventDefinition></intermediateCatchEvent>',
			't',
		),
	},
	{ what: 'a way to what is not run', id: 's', xml: frame('<complexGateway id="x" />', 'x') },
];
