/** How the circle of an event is drawn, as BPMN has it: its border says whether it begins, stands between or ends. */
import type { FlowNode } from '@/saga/flow/definition';
import type { EventMark } from './event-marks';

export interface EventLook {
	readonly border: 'thin' | 'double' | 'thick';
	/** It does not interrupt what is around it. */
	readonly dashed: boolean;
	readonly mark: EventMark | null;
	/** Thrown, not caught. */
	readonly filled: boolean;
}

export function eventLook(node: FlowNode): EventLook {
	const look = (border: EventLook['border'], mark: EventMark | null, filled = false, dashed = false): EventLook => ({
		border,
		dashed,
		mark,
		filled,
	});
	switch (node.kind) {
		case 'start':
			return node.reaction === undefined
				? look('thin', node.trigger?.type ?? null)
				: look('thin', node.reaction.on.type, false, !node.reaction.interrupting);
		case 'end':
			return look('thick', node.result?.type ?? null, true);
		case 'publish':
			return look('double', node.event.type, true);
		case 'undo':
			return look('double', 'compensate', true);
		case 'boundary':
			return look('double', node.on.type, false, !node.interrupting);
		case 'link':
			return look('double', 'link', node.end === 'from');
		case 'catch':
			return look('double', node.on.type);
		default:
			return look('thin', null);
	}
}
