'use client';

import { Button, Table } from '@mantine/core';
import { IconCircleCheck, IconCircleXFilled, IconFileImport, IconPlus, IconSitemap } from '@tabler/icons-react';
import Link from 'next/link';
import { useQueryState } from 'nuqs';
import type { FlowSummary } from '@/contract/http/flows';
import { useFlows } from '../live/flow-queries';
import { useWriteRefusal } from '../live/installation-queries';
import { ActionButton } from '../ui/action-button';
import { Chip } from '../ui/chip';
import { useCommands } from '../ui/commands';
import { parseAsFlag } from '../ui/flag-param';
import { PageHeader } from '../ui/page-header';
import { RelativeTime } from '../ui/relative-time';
import { EmptyView, ErrorView, LoadingView, NoPermissionView } from '../ui/state-views';
import { BpmnImport } from './bpmn/bpmn-import';
import { CreateFlowDialog } from './create-flow-dialog';
import classes from './flow-list.module.css';

function DeploymentChip({ flow }: { flow: FlowSummary }) {
	if (flow.currentVersion === null) return <Chip>never deployed</Chip>;
	if (flow.state === 'changed') return <Chip tone="accent">v{flow.currentVersion} · draft differs</Chip>;
	return <Chip tone="done">v{flow.currentVersion} deployed</Chip>;
}

function ProblemsChip({ flow }: { flow: FlowSummary }) {
	if (flow.errors > 0)
		return (
			<Chip tone="bad">
				<IconCircleXFilled size={13} aria-hidden />
				{flow.errors} {flow.errors === 1 ? 'error' : 'errors'}
			</Chip>
		);
	if (flow.warnings > 0)
		return (
			<Chip tone="undo">
				{flow.warnings} {flow.warnings === 1 ? 'warning' : 'warnings'}
			</Chip>
		);
	return (
		<Chip>
			<IconCircleCheck size={13} aria-hidden /> none
		</Chip>
	);
}

function FlowTable({ flows }: { flows: readonly FlowSummary[] }) {
	return (
		<div className={classes.table}>
			<Table verticalSpacing={8} horizontalSpacing="md" highlightOnHover>
				<Table.Thead>
					<Table.Tr>
						<Table.Th>Flow</Table.Th>
						<Table.Th>Deployed</Table.Th>
						<Table.Th>Problems of the draft</Table.Th>
						<Table.Th>Last saved</Table.Th>
						<Table.Th>Sagas</Table.Th>
					</Table.Tr>
				</Table.Thead>
				<Table.Tbody>
					{flows.map((flow) => (
						<Table.Tr key={flow.id}>
							<Table.Td className={classes.name ?? ''}>
								<Link href={`/flows/${flow.id}`}>{flow.name}</Link>
								<span className={classes.id}>{flow.id}</span>
							</Table.Td>
							<Table.Td>
								<DeploymentChip flow={flow} />
							</Table.Td>
							<Table.Td>
								<ProblemsChip flow={flow} />
							</Table.Td>
							<Table.Td>
								<RelativeTime at={flow.updatedAt} /> by {flow.updatedBy}
							</Table.Td>
							<Table.Td>
								<Button
									component={Link}
									href={`/sagas?flow=${flow.id}`}
									variant="subtle"
									size="compact-xs"
									aria-label={`Sagas of ${flow.name}`}
								>
									Show
								</Button>
							</Table.Td>
						</Table.Tr>
					))}
				</Table.Tbody>
			</Table>
		</div>
	);
}

function Flows({ lock, onCreate, onImport }: { lock: string | null; onCreate: () => void; onImport: () => void }) {
	const { data, error, refetch } = useFlows();
	if (error !== null && data === undefined)
		return (
			<ErrorView title="The flows cannot be shown" actions={<Button onClick={() => void refetch()}>Try again</Button>}>
				{error.message}
			</ErrorView>
		);
	if (data === undefined) return <LoadingView what="flows" />;
	if (data.flows.length > 0) return <FlowTable flows={data.flows} />;
	if (lock !== null)
		return (
			<NoPermissionView title="No flows yet">
				Nobody has drawn a flow here, and you may look but not draw: your role is viewer.
			</NoPermissionView>
		);
	return (
		<EmptyView
			title="No flows yet"
			icon={<IconSitemap size={30} aria-hidden />}
			actions={
				<>
					<Button leftSection={<IconPlus size={15} />} onClick={onCreate}>
						Draw a flow
					</Button>
					<Button variant="default" leftSection={<IconFileImport size={15} />} onClick={onImport}>
						Import BPMN
					</Button>
				</>
			}
		>
			A flow says which steps a saga takes across your services, and what undoes each of them. You draw it, deploy it,
			and watch its sagas run.
		</EmptyView>
	);
}

export function FlowList() {
	const lock = useWriteRefusal();
	const [isCreating, setCreating] = useQueryState('new', parseAsFlag.withOptions({ history: 'replace' }));
	const [isImporting, setImporting] = useQueryState('import', parseAsFlag.withOptions({ history: 'replace' }));
	const create = () => void setCreating(true);
	const importFile = () => void setImporting(true);
	useCommands([
		{ id: 'new-flow', title: 'New flow…', group: 'Flows', keys: ['n'], refusal: lock, run: create },
		{ id: 'import-bpmn', title: 'Import BPMN…', group: 'Flows', refusal: lock, run: importFile },
	]);
	return (
		<>
			<PageHeader
				title="Flows"
				actions={
					<>
						<ActionButton
							variant="default"
							leftSection={<IconFileImport size={15} />}
							refusal={lock}
							onClick={importFile}
						>
							Import BPMN
						</ActionButton>
						<ActionButton leftSection={<IconPlus size={15} />} refusal={lock} onClick={create}>
							New flow
						</ActionButton>
					</>
				}
			/>
			<div className={classes.page}>
				<Flows lock={lock} onCreate={create} onImport={importFile} />
			</div>
			<CreateFlowDialog opened={isCreating === true && lock === null} onClose={() => void setCreating(null)} />
			<BpmnImport
				opened={isImporting === true}
				onOpened={(opened) => void setImporting(opened ? true : null)}
				lock={lock}
			/>
		</>
	);
}
