import { IconClock, IconRefresh } from '@tabler/icons-react';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { retriesDefault, timeoutMsDefault } from '@/saga/flow/nodes/retries';
import type { StepNode as Step } from '@/saga/flow/nodes/step';
import { CompensationChip } from './compensation-chip';
import { durationWords } from './duration-words';
import classes from './node.module.css';
import { NodeFrame } from './node-frame';
import { useNodeMark } from './overlay';
import type { DiagramNode } from './projection';

const hasOwnRetries = ({ retries }: Step) => JSON.stringify(retries) !== JSON.stringify(retriesDefault);

function Glyphs({ step }: { step: Step }) {
	return (
		<>
			{step.timeoutMs !== timeoutMsDefault && (
				<span className={classes.glyph} title={`Time-out ${durationWords(step.timeoutMs)}`}>
					<IconClock size={14} aria-hidden />
				</span>
			)}
			{hasOwnRetries(step) && (
				<span className={classes.glyph} title={`At most ${step.retries.attemptsMax} attempts`}>
					<IconRefresh size={14} aria-hidden />
				</span>
			)}
		</>
	);
}

export const StepNode = memo(function StepNode(drawn: NodeProps<DiagramNode>) {
	const { node } = drawn.data;
	const mark = useNodeMark(node.id);
	if (node.kind !== 'step') return null;
	return (
		<NodeFrame drawn={drawn} mark={mark}>
			<div className={classes.step}>
				<div className={classes.top}>
					<span className={node.participant === '' ? `${classes.participant} ${classes.missing}` : classes.participant}>
						{node.participant || 'no participant yet'}
					</span>
					{node.class !== 'compensable' && <span className={classes.tag}>{node.class}</span>}
				</div>
				<div className={classes.name}>
					<span className={classes.nameText} title={node.name}>
						{node.name || node.command || 'Step'}
					</span>
					<Glyphs step={node} />
				</div>
			</div>
			{node.compensation && <CompensationChip compensation={node.compensation} mark={mark?.undo} />}
		</NodeFrame>
	);
});
