'use client';

import type { ReactNode } from 'react';
import { isLedTo } from '@/saga/flow/gestures';
import type { ActivityNode } from '@/saga/flow/queries/scopes';
import { BorderSection } from './border-section';
import { CompensationForm } from './compensation-form';
import { ForEachSection } from './for-each-section';
import { Section } from './section';

interface ActivitySectionsProps {
	readonly activity: ActivityNode;
	readonly disabled: boolean;
	/** What else there is to say about how it fails. */
	readonly children?: ReactNode;
}

/** What can be said of every activity; one that an event starts has no border and is not repeated. */
export function ActivitySections({ activity, disabled, children }: ActivitySectionsProps) {
	return (
		<>
			{isLedTo(activity) && (
				<>
					<BorderSection node={activity} disabled={disabled} />
					{children}
					<ForEachSection node={activity} disabled={disabled} />
				</>
			)}
			<Section title="Undo">
				<CompensationForm activity={activity} disabled={disabled} />
			</Section>
		</>
	);
}
