/**
 * Compiles the parts of one node and notes what is wrong with them at their place. What cannot be compiled is replaced
 * by something that does nothing, so that all problems of a flow are found at once; `compile` then throws it away.
 */
import { type CompiledExpression, compileExpression } from '../expression/compile-expression';
import type { TimerTrigger } from '../flow/nodes/event';
import type { Mapping } from '../flow/nodes/mapping';
import type { NodeId } from '../flow/nodes/node-base';
import type { Problem } from '../flow/problem';
import { type CompiledMapping, compileMapping } from './compile-mapping';
import { nodeProblem } from './compile-problem';
import type { CompiledTimer } from './compiled-event';
import { compileTimer } from './timer';

export class Findings {
	readonly problems: Problem[] = [];

	constructor(private readonly node: NodeId) {}

	add(code: string, message: string, field: string | null = null): void {
		this.problems.push(nodeProblem(code, this.node, message, field));
	}

	expression(source: string, field: string): CompiledExpression {
		const result = compileExpression(source);
		if (result.ok) return result.expression;
		for (const { message } of result.problems) this.add('expression', message, field);
		return nothing;
	}

	/** Empty: null. */
	optionalExpression(source: string, field: string): CompiledExpression | null {
		return source.trim() === '' ? null : this.expression(source, field);
	}

	mapping(mapping: Mapping, field: string): CompiledMapping {
		const result = compileMapping(mapping);
		for (const problem of result.problems) this.add('expression', problem.message, `${field}.${problem.field}`);
		return result.mapping;
	}

	timer(trigger: TimerTrigger, field: string): CompiledTimer {
		const result = compileTimer(trigger);
		if (result.ok) return result.timer;
		for (const message of result.messages) this.problems.push(nodeProblem(result.code, this.node, message, field));
		return { source: trigger.value, schedule: (_, nowMs) => ({ ok: true, dueAt: nowMs, repeat: null }) };
	}
}

const nothing: CompiledExpression = { source: 'null', reads: [], evaluate: () => ({ ok: true, value: null }) };
