import type { FlowNode } from '@/saga/flow/definition';
import { changeNode } from '@/saga/flow/edits/nodes';
import { useDesigner } from '../designer-store';

type NodeOf<Kind extends FlowNode['kind']> = Extract<FlowNode, { kind: Kind }>;

export interface FormProps<Kind extends FlowNode['kind']> {
	readonly node: NodeOf<Kind>;
	readonly disabled: boolean;
}

/** Changes a node of its kind, by a patch or by what is to become of it; edits with one key in a row are one step back. */
export function useChange<Kind extends FlowNode['kind']>(node: NodeOf<Kind>, kind: Kind) {
	const designer = useDesigner();
	return (change: Partial<NodeOf<Kind>> | ((was: NodeOf<Kind>) => FlowNode), key: string | null = null) =>
		designer.actions.edit(
			(flow) =>
				changeNode(flow, node.id, kind, (was) => (typeof change === 'function' ? change(was) : { ...was, ...change })),
			key === null ? {} : { key: `${key} ${node.id}` },
		);
}
