import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import classes from './diagram.module.css';
import type { PivotMarker } from './pivot-markers';

export const PivotLayer = memo(function PivotLayer({ markers }: { markers: readonly PivotMarker[] }) {
	return (
		<ViewportPortal>
			{markers.map((marker) => (
				<div
					key={marker.pivot}
					className={classes.pivot}
					style={{ transform: `translate(${marker.x}px, ${marker.top}px)`, height: marker.height }}
				>
					<span className={classes.pivotLabel}>Point of no return</span>
				</div>
			))}
		</ViewportPortal>
	);
});
