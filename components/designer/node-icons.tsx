import type { NodeKind } from '@/saga/flow/definition';

const shapes: Readonly<Record<NodeKind, React.ReactNode>> = {
	start: <circle cx={8} cy={8} r={6} strokeWidth={1.2} />,
	end: <circle cx={8} cy={8} r={5.5} strokeWidth={2.8} />,
	step: <rect x={1.5} y={3.5} width={13} height={9} rx={2} strokeWidth={1.4} />,
	parallel: <path d="M8 1.200 14.800 8 8 14.800 1.200 8zM8 5v6M5 8h6" strokeWidth={1.4} strokeLinejoin="round" />,
	exclusive: <path d="M8 1.200 14.800 8 8 14.800 1.200 8zM6 6l4 4M6 10l4-4" strokeWidth={1.4} strokeLinejoin="round" />,
};

/** The silhouettes of the canvas, small. */
export function NodeIcon({ kind, size = 16 }: { kind: NodeKind; size?: number }) {
	return (
		<svg width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden>
			{shapes[kind]}
		</svg>
	);
}
