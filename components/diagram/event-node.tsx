import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { type EventLook, eventLook } from './event-look';
import { EventMarkShape } from './event-marks';
import classes from './node.module.css';
import { NodeFrame } from './node-frame';
import { useNodeMark } from './overlay';
import type { DiagramNode } from './projection';

function Circle({ look }: { look: EventLook }) {
	const stroke = look.border === 'thick' ? 4 : 1.5;
	const dashes = look.dashed ? { strokeDasharray: '4 2.500' } : {};
	return (
		<>
			<circle
				cx={18}
				cy={18}
				r={18 - stroke / 2}
				fill="var(--u-node)"
				stroke="var(--hue)"
				strokeWidth={stroke}
				{...dashes}
			/>
			{look.border === 'double' && (
				<circle cx={18} cy={18} r={14} fill="none" stroke="var(--hue)" strokeWidth={1.5} {...dashes} />
			)}
			{look.mark !== null && (
				<g transform={look.border === 'thick' ? undefined : 'translate(1.8 1.8) scale(.9)'}>
					<EventMarkShape mark={look.mark} filled={look.filled} />
				</g>
			)}
		</>
	);
}

/** A circle: thin where something begins, double in between and on a border, thick where it ends. */
export const EventNode = memo(function EventNode(drawn: NodeProps<DiagramNode>) {
	const { node, host } = drawn.data;
	const mark = useNodeMark(node.id);
	const label = node.name || (node.kind === 'link' ? node.link : '');
	return (
		<NodeFrame drawn={drawn} mark={mark} isRound>
			<svg className={classes.svg} viewBox="0 0 36 36" aria-hidden>
				<Circle look={eventLook(node)} />
			</svg>
			{label !== '' && (
				<span className={classes.below} data-side={host?.side} title={label}>
					{label}
				</span>
			)}
		</NodeFrame>
	);
});
