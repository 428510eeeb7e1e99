import {
	IconBolt,
	IconExternalLink,
	IconMathFunction,
	type IconProps,
	IconSquarePlus,
	IconUserCheck,
} from '@tabler/icons-react';
import type { NodeProps } from '@xyflow/react';
import { type ComponentType, memo } from 'react';
import type { FlowNode } from '@/saga/flow/definition';
import { CompensationChip } from './compensation-chip';
import { ForEachMark } from './glyphs';
import classes from './node.module.css';
import { isTall, NodeFrame } from './node-frame';
import { kindWords } from './node-words';
import { useNodeMark } from './overlay';
import type { DiagramNode } from './projection';

interface Look {
	readonly icon: ComponentType<IconProps>;
	/** What stands above the name. */
	readonly words: string;
	/** The words name something that must be filled in yet. */
	readonly isMissing?: boolean;
}

function lookOf(node: FlowNode): Look {
	switch (node.kind) {
		case 'approval':
			return { icon: IconUserCheck, words: node.candidates || 'anyone decides' };
		case 'call':
			return { icon: IconExternalLink, words: node.flow || 'no flow yet', isMissing: node.flow === '' };
		case 'assign': {
			const targets = node.output.map((entry) => entry.target).filter((target) => target !== '');
			return { icon: IconMathFunction, words: targets.join(', ') || 'nothing yet', isMissing: targets.length === 0 };
		}
		case 'subflow':
			return { icon: node.eventStarted ? IconBolt : IconSquarePlus, words: 'empty', isMissing: true };
		default:
			return { icon: IconSquarePlus, words: kindWords[node.kind] };
	}
}

/** A rounded rectangle with the mark of its kind: assignment, approval, call, and a subflow without nodes. */
export const ActivityNode = memo(function ActivityNode(drawn: NodeProps<DiagramNode>) {
	const { node, chip } = drawn.data;
	const mark = useNodeMark(node.id);
	const { icon: Icon, words, isMissing = false } = lookOf(node);
	return (
		<NodeFrame drawn={drawn} mark={mark}>
			<div
				className={classes.step}
				data-tall={isTall(drawn)}
				data-border={
					node.kind === 'call' ? 'thick' : node.kind === 'subflow' && node.eventStarted ? 'dotted' : undefined
				}
			>
				<div className={classes.top}>
					<Icon size={14} className={classes.kindIcon ?? ''} aria-hidden />
					<span className={isMissing ? `${classes.participant} ${classes.missing}` : classes.participant} title={words}>
						{words}
					</span>
					<ForEachMark node={node} />
				</div>
				<div className={classes.name}>
					<span className={classes.nameText} title={node.name}>
						{node.name || kindWords[node.kind]}
					</span>
				</div>
			</div>
			{chip !== 'none' && 'compensation' in node && (
				<CompensationChip compensation={node.compensation} hangs={chip} mark={mark?.undo} />
			)}
		</NodeFrame>
	);
});
