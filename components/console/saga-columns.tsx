'use client';

import { createColumnHelper, tableFeatures } from '@tanstack/react-table';
import Link from 'next/link';
import type { SagaSummary } from '@/contract/http/sagas';
import { nodeById, nodeTitle } from '@/saga/flow/queries/graph';
import { useVersion } from '../live/flow-queries';
import { CopyId } from '../ui/copy-id';
import { RelativeTime } from '../ui/relative-time';
import { SagaStatusChip } from '../ui/saga-status-chip';
import { IncidentChip, SuspendedChip } from './saga-chips';
import classes from './saga-list.module.css';

/** Sorting, filtering and paging are the server's: the table holds rows and columns only. */
export const sagaTableFeatures = tableFeatures({});
const helper = createColumnHelper<typeof sagaTableFeatures, SagaSummary>();

const listed = 2;

function StepNames({ saga }: { saga: SagaSummary }) {
	const { data } = useVersion(saga.flowId, saga.steps.length === 0 ? null : saga.flowVersion);
	if (saga.steps.length === 0) return <span className={classes.mute}>–</span>;
	const names = saga.steps.map((step) => {
		const node = data === undefined ? null : nodeById(data.definition, step);
		return node === null ? step : nodeTitle(node);
	});
	const rest = names.length - listed;
	return (
		<span className={classes.ellipsis} title={names.join(', ')}>
			{saga.status === 'compensating' && <span className={classes.mute}>undo of </span>}
			{names.slice(0, listed).join(', ')}
			{rest > 0 && <span className={classes.mute}> +{rest}</span>}
		</span>
	);
}

export const sagaColumns = helper.columns([
	helper.display({
		id: 'status',
		header: 'Status',
		cell: ({ row: { original } }) => (
			<>
				<SagaStatusChip status={original.status} />
				{original.suspended && <SuspendedChip />}
			</>
		),
	}),
	helper.display({
		id: 'key',
		header: 'Business key',
		cell: ({ row: { original } }) => (
			<Link href={`/sagas/${original.id}`} className={classes.key} prefetch={false}>
				{original.businessKey ?? <span className={classes.mute}>no key, …{original.id.slice(-8)}</span>}
			</Link>
		),
	}),
	helper.display({
		id: 'flow',
		header: 'Flow',
		cell: ({ row: { original } }) => (
			<span className={classes.ellipsis}>
				{original.flowName} <span className={classes.mute}>v{original.flowVersion}</span>
			</span>
		),
	}),
	helper.display({ id: 'steps', header: 'Now at', cell: ({ row: { original } }) => <StepNames saga={original} /> }),
	helper.display({
		id: 'incidents',
		header: 'Incidents',
		cell: ({ row: { original } }) => <IncidentChip count={original.openIncidents} />,
	}),
	helper.display({
		id: 'age',
		header: 'Started',
		cell: ({ row: { original } }) => <RelativeTime at={original.startedAt} />,
	}),
	helper.display({
		id: 'id',
		header: 'Id',
		cell: ({ row: { original } }) => <CopyId id={original.id} />,
	}),
]);
