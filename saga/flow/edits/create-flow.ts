/** A new flow: a start and an end, not yet connected, because what comes between is the analyst's. */
import { type FlowDefinition, flowSettingsDefault } from '../definition';
import { defaultBounds } from '../node-size';

export function createFlow(flow: { readonly id: string; readonly name: string }): FlowDefinition {
	return {
		schemaVersion: 1,
		id: flow.id,
		name: flow.name,
		settings: flowSettingsDefault,
		nodes: [
			{ id: 'start', kind: 'start', name: 'Start', fields: [], businessKey: '' },
			{ id: 'end', kind: 'end', name: 'End' },
		],
		edges: [],
		layout: {
			nodes: { start: defaultBounds('start', { x: 80, y: 200 }), end: defaultBounds('end', { x: 640, y: 200 }) },
			edges: {},
		},
		kept: [],
	};
}
