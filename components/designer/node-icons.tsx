import type { NodeKind } from '@/saga/flow/definition';

const shapes: Readonly<Record<NodeKind, React.ReactNode>> = {
	start: <circle cx={8} cy={8} r={6} strokeWidth={1.2} />,
	end: <circle cx={8} cy={8} r={5.5} strokeWidth={2.8} />,
	step: <rect x={1.5} y={3.5} width={13} height={9} rx={2} strokeWidth={1.4} />,
	parallel: <path d="M8 1.200 14.800 8 8 14.800 1.200 8zM8 5v6M5 8h6" strokeWidth={1.4} strokeLinejoin="round" />,
	exclusive: <path d="M8 1.200 14.800 8 8 14.800 1.200 8zM6 6l4 4M6 10l4-4" strokeWidth={1.4} strokeLinejoin="round" />,
	inclusive: (
		<path
			d="M8 1.200 14.800 8 8 14.800 1.200 8zM8 5.500a2.500 2.500 0 1 0 .01 0z"
			strokeWidth={1.4}
			strokeLinejoin="round"
		/>
	),
	'event-race': (
		<path
			d="M8 1.200 14.800 8 8 14.800 1.200 8zM8 5.300 10.600 7.200 9.600 10.200H6.400L5.400 7.200z"
			strokeWidth={1.2}
		/>
	),
	catch: <path d="M8 2a6 6 0 1 0 .01 0zM8 4.200a3.800 3.800 0 1 0 .01 0z" strokeWidth={1.1} />,
	publish: <path d="M8 2a6 6 0 1 0 .01 0zM5 6.200h6v4H5zM5 6.200l3 2.300 3-2.300" strokeWidth={1.1} />,
	undo: <path d="M8 2a6 6 0 1 0 .01 0zM8 5.500v5L5 8zM11 5.500v5L8 8z" strokeWidth={1.1} />,
	assign: <path d="M1.500 3.500h13v9h-13zM5 7h6M5 9.500h6" strokeWidth={1.3} />,
	approval: <path d="M1.500 3.500h13v9h-13zM5.500 8l2 2 3.500-4" strokeWidth={1.3} />,
	subflow: <path d="M1.500 3.500h13v9h-13zM8 7.500v3M6.500 9h3" strokeWidth={1.3} />,
	call: <path d="M1.500 3.500h13v9h-13z" strokeWidth={2.4} />,
	boundary: <path d="M8 2a6 6 0 1 0 .01 0zM8 4.200a3.800 3.800 0 1 0 .01 0z" strokeWidth={1.1} strokeDasharray="2 1" />,
	link: <path d="M8 2a6 6 0 1 0 .01 0zM5 7h3V5l3.500 3L8 11V9H5z" strokeWidth={1.1} />,
};

/** The silhouettes of the canvas, small. */
export function NodeIcon({ kind, size = 16 }: { kind: NodeKind; size?: number }) {
	return (
		<svg width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden>
			{shapes[kind]}
		</svg>
	);
}
