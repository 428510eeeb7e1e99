import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import classes from './node.module.css';
import { NodeFrame } from './node-frame';
import { useNodeMark } from './overlay';
import type { DiagramNode } from './projection';

type GatewayKind = 'parallel' | 'exclusive' | 'inclusive' | 'event-race';

const symbols: Readonly<Record<GatewayKind, { readonly d: string; readonly width: number }>> = {
	parallel: { d: 'M24 14V34M14 24H34', width: 2.4 },
	exclusive: { d: 'M18 18 30 30M18 30 30 18', width: 2.4 },
	inclusive: { d: 'M24 15.500a8.500 8.500 0 1 0 .01 0z', width: 2.4 },
	'event-race': {
		d: 'M24 12.500a11.500 11.500 0 1 0 .01 0zM24 16.800 31 21.800 28.300 30H19.700L17 21.800z',
		width: 1.5,
	},
};

function isGatewayKind(kind: string): kind is GatewayKind {
	return kind in symbols;
}

/** A diamond: + all ways, × one way, ○ those whose condition holds, ⬠ the one whose event comes first. */
export const GatewayNode = memo(function GatewayNode(drawn: NodeProps<DiagramNode>) {
	const { node } = drawn.data;
	const mark = useNodeMark(node.id);
	const symbol = symbols[isGatewayKind(node.kind) ? node.kind : 'exclusive'];
	return (
		<NodeFrame drawn={drawn} mark={mark}>
			<svg className={classes.svg} viewBox="0 0 48 48" aria-hidden>
				<rect
					x={8}
					y={8}
					width={32}
					height={32}
					rx={3}
					transform="rotate(45 24 24)"
					fill="var(--u-node)"
					stroke="var(--hue)"
					strokeWidth={mark?.run || drawn.selected ? 2 : 1.5}
				/>
				<path d={symbol.d} fill="none" stroke="var(--u-text)" strokeWidth={symbol.width} strokeLinejoin="round" />
			</svg>
			{node.name !== '' && (
				<span className={classes.below} title={node.name}>
					{node.name}
				</span>
			)}
		</NodeFrame>
	);
});
