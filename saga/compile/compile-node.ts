/**
 * One node with its edges → what the engine reads of it. A node with problems is compiled as far as it goes, so that all
 * problems of a flow are found at once; `compile` then throws the result away.
 */
import type { FlowEdge, FlowNode } from '../flow/definition';
import type { EndNode } from '../flow/nodes/end';
import type { StartNode } from '../flow/nodes/start';
import type { Problem } from '../flow/problem';
import { scopeOf } from '../flow/queries/scopes';
import type { CalledFlows } from './called-flows';
import { compileActivity } from './compile-activity';
import { compileThrow, compileTrigger, requireName } from './compile-event';
import { compileWays, conditionsOutOfPlace, isConditional } from './compile-ways';
import type { CompiledEnd, CompiledNode, CompiledSplit, CompiledStart } from './compiled-flow';
import { Findings } from './findings';

/** What stands around the node. */
export interface NodePlace {
	readonly incoming: readonly FlowEdge[];
	/** Of a link `from`: those of its `to`. */
	readonly outgoing: readonly FlowEdge[];
	/** The boundary events on its border. */
	readonly boundaries: readonly string[];
	readonly called: CalledFlows | null;
}

type NodeBase = Pick<CompiledNode, 'id' | 'name' | 'scope' | 'incoming' | 'outgoing' | 'split'>;

export function compileNode(
	node: FlowNode,
	place: NodePlace,
): { readonly node: CompiledNode; readonly problems: readonly Problem[] } {
	const { incoming, outgoing } = place;
	const base: NodeBase = {
		id: node.id,
		name: node.name.trim() === '' ? node.id : node.name,
		scope: scopeOf(node),
		split: null,
		incoming: incoming.map((edge) => edge.id),
		outgoing: outgoing.map((edge) => edge.id),
	};
	const findings = new Findings(node.id);
	if (node.kind === 'parallel' || node.kind === 'event-race') {
		const compiled: CompiledNode =
			node.kind === 'parallel'
				? { ...base, kind: node.kind }
				: { ...base, kind: node.kind, catches: outgoing.map((edge) => edge.target) };
		return { node: compiled, problems: conditionsOutOfPlace(outgoing) };
	}
	const { split, problems } = compileWays(node, outgoing);
	// The ways of a link are the other end's, which reports them.
	const wayProblems = node.kind === 'link' && node.end === 'from' ? [] : problems;
	return { node: compileOther(node, base, split, place, findings), problems: [...wayProblems, ...findings.problems] };
}

function compileOther(
	node: Exclude<FlowNode, { readonly kind: 'parallel' | 'event-race' }>,
	bare: NodeBase,
	ways: CompiledSplit,
	{ outgoing, boundaries, called }: NodePlace,
	findings: Findings,
): CompiledNode {
	if (node.kind === 'exclusive') return { ...bare, ...ways, kind: node.kind };
	if (node.kind === 'inclusive') return { ...bare, ...ways, kind: node.kind, fillableFromNode: new Map() };
	const base: NodeBase = { ...bare, split: outgoing.some(isConditional) ? ways : null };
	switch (node.kind) {
		case 'start':
			return compileStart(node, base, findings);
		case 'end':
			return { ...base, kind: node.kind, result: compileResult(node, findings) };
		case 'catch':
			return { ...base, kind: node.kind, on: compileTrigger(node.on, 'on', findings) };
		case 'publish':
			return { ...base, kind: node.kind, event: compileThrow(node.event, 'event', findings) };
		case 'undo':
			return { ...base, kind: node.kind, activity: node.activity };
		case 'assign':
			return { ...base, kind: node.kind, output: findings.mapping(node.output, 'output') };
		case 'boundary':
			return {
				...base,
				kind: node.kind,
				attachedTo: node.attachedTo,
				interrupting: node.interrupting || node.on.type === 'error',
				on: compileTrigger(node.on, 'on', findings),
			};
		case 'link':
			return { ...base, kind: node.kind };
		default:
			return compileActivity(node, base, boundaries, called, findings);
	}
}

function compileStart(node: StartNode, base: NodeBase, findings: Findings): CompiledStart {
	const { reaction } = node;
	return {
		...base,
		kind: 'start',
		fields: node.fields,
		businessKey: findings.optionalExpression(node.businessKey, 'businessKey'),
		trigger: compileStartTrigger(node, findings),
		reaction:
			reaction === undefined
				? null
				: {
						on: compileTrigger(reaction.on, 'reaction.on', findings),
						interrupting: reaction.interrupting || reaction.on.type === 'error',
					},
	};
}

/** The key of a message that starts a flow comes with the event. */
function compileStartTrigger({ trigger }: StartNode, findings: Findings): CompiledStart['trigger'] {
	if (trigger === undefined) return null;
	if (trigger.type === 'timer') return { type: 'timer', timer: findings.timer(trigger, 'trigger.value') };
	requireName(trigger.message, 'trigger.message', 'message', findings);
	return { type: 'message', message: trigger.message, perKey: trigger.perKey };
}

function compileResult({ result }: EndNode, findings: Findings): CompiledEnd['result'] {
	if (result === undefined) return { type: 'none' };
	switch (result.type) {
		case 'error':
			requireName(result.code, 'result.code', 'error', findings);
			return result;
		case 'compensate':
		case 'terminate':
			return result;
		default:
			return compileThrow(result, 'result', findings);
	}
}
