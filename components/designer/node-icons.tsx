import type { ReactNode } from 'react';
import type { FlowNode, NodeKind } from '@/saga/flow/definition';

type IconName = NodeKind | 'wait-message' | 'wait-timer' | 'wait-signal' | 'event-subflow';

const diamond = 'M8 1.200 14.800 8 8 14.800 1.200 8z';
const rings = (
	<>
		<circle cx={8} cy={8} r={6.6} strokeWidth={1} />
		<circle cx={8} cy={8} r={4.9} strokeWidth={1} />
	</>
);

const envelope = 'M5.600 6.200h4.800v3.600H5.600zM5.600 6.300 8 8.200l2.400-1.900';
const message = (
	<>
		{rings}
		<path d={envelope} strokeWidth={0.9} />
	</>
);

const shapes: Readonly<Record<IconName, ReactNode>> = {
	start: <circle cx={8} cy={8} r={6} strokeWidth={1.2} />,
	end: <circle cx={8} cy={8} r={5.5} strokeWidth={2.8} />,
	step: <rect x={1.5} y={3.5} width={13} height={9} rx={2} strokeWidth={1.4} />,
	parallel: <path d={`${diamond}M8 5v6M5 8h6`} strokeWidth={1.3} strokeLinejoin="round" />,
	exclusive: <path d={`${diamond}M6 6l4 4M6 10l4-4`} strokeWidth={1.3} strokeLinejoin="round" />,
	inclusive: <path d={`${diamond}M8 4.900a3.100 3.100 0 1 0 .01 0z`} strokeWidth={1.3} strokeLinejoin="round" />,
	'event-race': (
		<path
			d={`${diamond}M8 5.100 10.800 7.100 9.700 10.400H6.300L5.200 7.100z`}
			strokeWidth={1.1}
			strokeLinejoin="round"
		/>
	),
	catch: message,
	'wait-message': message,
	'wait-timer': (
		<>
			{rings}
			<path d="M8 5.600V8l1.700 1" strokeWidth={1} strokeLinecap="round" />
		</>
	),
	'wait-signal': (
		<>
			{rings}
			<path d="M8 5.500 10.300 9.500H5.700z" strokeWidth={0.9} strokeLinejoin="round" />
		</>
	),
	publish: (
		<>
			{rings}
			<path d="M5.600 6.200h4.800v3.600H5.600z" fill="currentColor" strokeWidth={0.8} />
		</>
	),
	undo: (
		<>
			{rings}
			<path d="M7.800 6v4L5.300 8zM10.500 6v4L8 8z" fill="currentColor" strokeWidth={0.4} />
		</>
	),
	assign: (
		<path
			d="M3.500 3.500h9a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2zM5 7h6M5 9.300h6"
			strokeWidth={1.3}
		/>
	),
	approval: (
		<path
			d="M3.500 3.500h9a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2zM5.500 8l2 2 3.500-4"
			strokeWidth={1.3}
		/>
	),
	subflow: (
		<path
			d="M3.500 3.500h9a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2zM8 6v4M6 8h4"
			strokeWidth={1.3}
		/>
	),
	'event-subflow': (
		<>
			<rect x={1.5} y={3.5} width={13} height={9} rx={2} strokeWidth={1.4} strokeDasharray="1.500 1.500" />
			<path d="M8.600 5.300 6.300 8.400h3.200L7.300 10.900" strokeWidth={1.1} strokeLinejoin="round" />
		</>
	),
	call: <rect x={2} y={3.8} width={12} height={8.4} rx={2} strokeWidth={2.4} />,
	boundary: (
		<>
			<path
				d="M1.500 9.500v-4a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v4M1.500 9.500h3.200M14.500 9.500h-3.200"
				strokeWidth={1.2}
			/>
			<circle cx={8} cy={10} r={3.6} strokeWidth={1} />
			<circle cx={8} cy={10} r={2.1} strokeWidth={0.9} />
		</>
	),
	link: (
		<>
			{rings}
			<path d="M5.300 7.200h2.600V5.800L10.600 8l-2.700 2.200V8.800H5.300z" fill="currentColor" strokeWidth={0.4} />
		</>
	),
};

export function iconOf(node: FlowNode): IconName {
	if (node.kind === 'catch') return `wait-${node.on.type}`;
	return node.kind === 'subflow' && node.eventStarted ? 'event-subflow' : node.kind;
}

/** The silhouettes of the canvas, small. */
export function NodeIcon({ name, size = 16 }: { name: IconName; size?: number }) {
	return (
		<svg width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden>
			{shapes[name]}
		</svg>
	);
}
