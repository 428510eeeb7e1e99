'use client';

import { IconMinus, IconPlus } from '@tabler/icons-react';
import { Panel, useReactFlow, useStore } from '@xyflow/react';
import type { ReactNode } from 'react';
import { ChipButton } from '../ui/chip';
import classes from './diagram.module.css';

export function ZoomControls({ children }: { children?: ReactNode }) {
	const { zoomIn, zoomOut, zoomTo, fitView } = useReactFlow();
	const percent = useStore((state) => Math.round(state.transform[2] * 100));
	return (
		<Panel position="bottom-left" className={classes.controls ?? ''}>
			<ChipButton aria-label="Zoom out" onClick={() => zoomOut()}>
				<IconMinus size={12} />
			</ChipButton>
			<ChipButton aria-label={`Zoom is ${percent} percent; set it to 100 percent`} onClick={() => zoomTo(1)}>
				{percent} %
			</ChipButton>
			<ChipButton aria-label="Zoom in" onClick={() => zoomIn()}>
				<IconPlus size={12} />
			</ChipButton>
			<ChipButton onClick={() => fitView({ padding: 0.07, maxZoom: 1.1 })}>Fit</ChipButton>
			{children}
		</Panel>
	);
}
