/** Edits of the flow as a whole. Its id never changes: it stands in addresses, messages and running sagas. */
import type { FlowDefinition, FlowSettings } from '../definition';

export function renameFlow(definition: FlowDefinition, name: string): FlowDefinition {
	return definition.name === name ? definition : { ...definition, name };
}

export function setSettings(definition: FlowDefinition, patch: Partial<FlowSettings>): FlowDefinition {
	return { ...definition, settings: { ...definition.settings, ...patch } };
}
