/** Steps, approvals, subflows and calls: what is done, for which elements, and what undoes it. */
import type { Compensation, NoCompensation } from '../flow/nodes/compensation';
import type { ForEach } from '../flow/nodes/for-each';
import type { StepNode } from '../flow/nodes/step';
import type { ActivityNode } from '../flow/queries/scopes';
import type { CalledFlows } from './called-flows';
import { requireName } from './compile-event';
import type { CompiledActivity, CompiledCompensation, CompiledForEach, CompiledPark } from './compiled-flow';
import type { Findings } from './findings';

type NodeBase = Pick<CompiledActivity, 'id' | 'name' | 'scope' | 'incoming' | 'outgoing' | 'split'>;
type Base = NodeBase & Pick<CompiledActivity, 'compensation' | 'forEach' | 'boundaries' | 'input' | 'output'>;

export function compileActivity(
	node: ActivityNode,
	nodeBase: NodeBase,
	boundaries: readonly string[],
	called: CalledFlows | null,
	findings: Findings,
): CompiledActivity {
	const base: Base = {
		...nodeBase,
		input: findings.mapping(node.input, 'input'),
		output: findings.mapping(node.output, 'output'),
		compensation: compileCompensation(node, findings),
		forEach: node.forEach === undefined ? null : compileForEach(node.forEach, findings),
		boundaries,
	};
	switch (node.kind) {
		case 'step':
			return compileStep(node, base, findings);
		case 'approval':
			return {
				...base,
				kind: 'approval',
				question: node.question,
				fields: node.fields,
				candidates: node.candidates,
			};
		case 'subflow':
			return {
				...base,
				kind: 'subflow',
				eventStarted: node.eventStarted,
				whenInterrupted: node.whenInterrupted,
			};
		case 'call': {
			const version = versionOf(node.flow, called, findings);
			const isUndoneByItself = base.compensation.type === 'command' || base.compensation.type === 'scope';
			const isPivot = !isUndoneByItself && (called?.get(node.flow)?.hasPivot ?? false);
			return { ...base, kind: 'call', flow: node.flow, version, isPivot };
		}
	}
}

function compileStep(node: StepNode, base: Base, findings: Findings): CompiledActivity {
	if (node.participant === '')
		findings.add('participant-missing', 'Say which participant does this step.', 'participant');
	if (node.command === '') findings.add('command-missing', 'Say which command the participant is sent.', 'command');
	const { participant, command, timeoutMs, retries } = node;
	return {
		...base,
		kind: 'step',
		participant,
		command,
		timeoutMs,
		retries,
		retryCodes: new Set(node.expectedErrors.filter((error) => error.retry).map((error) => error.code)),
		class: node.class,
		park: compilePark(node.park, findings),
	};
}

function compilePark(park: StepNode['park'], findings: Findings): CompiledPark | null {
	if (park === undefined) return null;
	if (park.until === null) return { until: null, atMostMs: park.atMostMs };
	const { message, key } = park.until;
	requireName(message, 'park.until.message', 'message', findings);
	if (key.trim() === '')
		findings.add(
			'event-incomplete',
			'Say by which key the message is recognised as meant for this saga, as orderId.',
			'park.until.key',
		);
	const compiledKey = findings.expression(key.trim() === '' ? 'null' : key, 'park.until.key');
	return { until: { message, key: compiledKey }, atMostMs: park.atMostMs };
}

function compileForEach(forEach: ForEach, findings: Findings): CompiledForEach {
	const { element, mode, limit, result } = forEach;
	const isMissing = forEach.collection.trim() === '';
	if (isMissing) findings.add('collection-missing', 'Say for which list this is done, as items.', 'forEach.collection');
	if (result !== null && result.variable === '')
		findings.add('expression', 'Say in which variable the results are collected.', 'forEach.result.variable');
	return {
		collection: findings.expression(isMissing ? 'null' : forEach.collection, 'forEach.collection'),
		element,
		mode,
		limit,
		completion: findings.optionalExpression(forEach.completion, 'forEach.completion'),
		result:
			result === null
				? null
				: {
						variable: result.variable,
						expression: findings.expression(result.expression, 'forEach.result.expression'),
					},
	};
}

const nothingSaid: NoCompensation = { type: 'none', effect: 'harmless', because: '' };

function compileCompensation(node: ActivityNode, findings: Findings): CompiledCompensation {
	const compensation: Compensation | null = node.compensation;
	if (compensation === null) return node.kind === 'subflow' || node.kind === 'call' ? { type: 'inner' } : nothingSaid;
	if (compensation.type === 'none') return compensation;
	if (compensation.type === 'scope') return { type: 'scope' };
	if (compensation.command === '')
		findings.add('command-missing', 'Say which command undoes this.', 'compensation.command');
	const participant =
		compensation.participant === '' && node.kind === 'step' ? node.participant : compensation.participant;
	if (participant === '' && node.kind !== 'step')
		findings.add('participant-missing', 'Say which participant undoes this.', 'compensation.participant');
	return {
		type: 'command',
		participant,
		command: compensation.command,
		input: findings.mapping(compensation.input, 'compensation.input'),
		timeoutMs: compensation.timeoutMs,
		retries: compensation.retries,
	};
}

/** 0: not bound. */
function versionOf(flow: string, called: CalledFlows | null, findings: Findings): number {
	if (flow === '') {
		findings.add('flow-unknown', 'Say which flow is called.', 'flow');
		return 0;
	}
	if (called === null) return 0;
	const found = called.get(flow);
	if (found === undefined)
		findings.add('flow-unknown', `No flow "${flow}" is deployed. Deploy it first, or call another.`, 'flow');
	return found?.version ?? 0;
}
