import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import type { KeptElement } from '@/saga/flow/kept';
import classes from './kept-layer.module.css';
import { pathOf } from './route-edge';

/** The silhouette of BPMN by the type of the element. */
function lookOf(element: string): 'event' | 'gateway' | 'note' | 'frame' | 'data' | 'box' {
	const type = element.replace(/^.*:/, '').toLowerCase();
	if (type.endsWith('event')) return 'event';
	if (type.endsWith('gateway')) return 'gateway';
	if (type === 'textannotation') return 'note';
	if (type === 'participant' || type === 'lane' || type === 'group') return 'frame';
	return type.startsWith('data') ? 'data' : 'box';
}

export const keptWords = ({ name, element, reason, remedy }: KeptElement) =>
	[`${name || element.replace(/^.*:/, '')}: kept, not run.`, reason, remedy].filter((part) => part !== '').join(' ');

/** What an imported model has beyond what we run: greyed, with the reason on hover. Nothing of it can be moved. */
export const KeptLayer = memo(function KeptLayer({ elements }: { elements: readonly KeptElement[] }) {
	return (
		<ViewportPortal>
			<svg className={classes.lines} width={1} height={1} aria-hidden>
				{elements.flatMap((kept) =>
					kept.lines.map(({ id, points }) => (
						<path key={`${kept.id} ${id}`} d={pathOf(points)}>
							<title>{keptWords(kept)}</title>
						</path>
					)),
				)}
			</svg>
			{elements.flatMap((kept) =>
				kept.shapes.map(({ id, name, element, bounds: { x, y, width, height } }) => (
					<div
						key={`${kept.id} ${id}`}
						className={classes.shape}
						data-look={lookOf(element)}
						data-level={kept.level}
						title={keptWords(kept)}
						style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
					>
						<span className={classes.name}>{name}</span>
					</div>
				)),
			)}
		</ViewportPortal>
	);
});
