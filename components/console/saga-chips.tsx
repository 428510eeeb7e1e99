'use client';

import { IconAlertTriangleFilled, IconPlayerPauseFilled } from '@tabler/icons-react';
import type { SagaSummary } from '@/contract/http/sagas';
import { Chip } from '../ui/chip';
import { SagaStatusChip } from '../ui/saga-status-chip';

export function IncidentChip({ count }: { count: number }) {
	if (count === 0) return null;
	return (
		<Chip tone="bad">
			<IconAlertTriangleFilled size={12} aria-hidden />
			{count} {count === 1 ? 'incident' : 'incidents'}
		</Chip>
	);
}

export function SuspendedChip() {
	return (
		<Chip tone="suspended">
			<IconPlayerPauseFilled size={12} aria-hidden />
			Suspended
		</Chip>
	);
}

export function SagaChips({ saga, undone }: { saga: SagaSummary; undone: string | null }) {
	return (
		<>
			<SagaStatusChip status={saga.status} />
			{undone !== null && <Chip tone="undo">{undone}</Chip>}
			{saga.suspended && <SuspendedChip />}
			<IncidentChip count={saga.openIncidents} />
		</>
	);
}
