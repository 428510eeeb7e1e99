'use client';

import { Button, Menu } from '@mantine/core';
import { IconBolt, IconChevronDown, IconCopy, IconSitemap } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import type { SagaSummary } from '@/contract/http/sagas';
import { ActionButton } from '../ui/action-button';
import { Chip } from '../ui/chip';
import { useCommands } from '../ui/commands';
import { CopyId } from '../ui/copy-id';
import { LiveBadge } from '../ui/live-badge';
import { PageHeader } from '../ui/page-header';
import { RelativeTime } from '../ui/relative-time';
import { ActsMenu } from './acts-menu';
import classes from './console.module.css';
import type { Killing } from './kill-orchestrator';
import { type Act, actWords, offeredOnSaga } from './saga-acts';
import { SagaChips } from './saga-chips';
import type { SagaModel } from './saga-model';
import type { Retry } from './saga-retry';
import { sagaTitle } from './saga-tones';

const crumbs = [{ label: 'Sagas', href: '/sagas' }];

interface SagaHeaderProps {
	readonly model: SagaModel;
	readonly undone: string | null;
	/** Of the oldest open incident that can be tried again. */
	readonly retry: Retry | null;
	readonly refusal: string | null;
	readonly killing: Killing;
	readonly onAct: (act: Act) => void;
}

function MoreMenu({ saga, killing }: { saga: SagaSummary } & Pick<SagaHeaderProps, 'killing'>) {
	return (
		<Menu position="bottom-end" withArrow>
			<Menu.Target>
				<Button variant="default" rightSection={<IconChevronDown size={14} />}>
					More
				</Button>
			</Menu.Target>
			<Menu.Dropdown>
				<Menu.Item component={Link} href={`/flows/${saga.flowId}`} leftSection={<IconSitemap size={15} />}>
					Open the flow
				</Menu.Item>
				<Menu.Item leftSection={<IconCopy size={15} />} onClick={() => void navigator.clipboard.writeText(saga.id)}>
					Copy saga id
				</Menu.Item>
				{killing.isOffered && (
					<>
						<Menu.Divider />
						<Menu.Label>Demo</Menu.Label>
						<Menu.Item
							color="red"
							leftSection={<IconBolt size={15} />}
							disabled={killing.refusal !== null || killing.isPending}
							onClick={killing.kill}
						>
							Kill the orchestrator
							<span className={classes.menuHint}>{killing.refusal ?? 'It restarts; the saga goes on.'}</span>
						</Menu.Item>
					</>
				)}
			</Menu.Dropdown>
		</Menu>
	);
}

export function SagaHeader({ model, undone, retry, refusal, killing, onAct }: SagaHeaderProps) {
	const saga = model.summary;
	const router = useRouter();
	const acts = useMemo(() => offeredOnSaga(model), [model]);
	const parent = model.saga?.state.parent ?? null;
	useCommands([
		{
			id: 'saga-flow',
			title: 'Open the flow of this saga',
			group: 'Saga',
			run: () => router.push(`/flows/${saga.flowId}`),
		},
		...(retry === null
			? []
			: [{ id: 'saga-retry', title: `Retry ${retry.title} now…`, group: 'Saga', refusal, run: () => onAct(retry) }]),
		...acts.map(({ act, refusal: why }) => ({
			id: `saga-${act.type}`,
			title: `${actWords[act.type].name}…`,
			group: 'Saga',
			refusal: refusal ?? why,
			run: () => onAct(act),
		})),
		...(killing.isOffered
			? [
					{
						id: 'kill-orchestrator',
						title: 'Kill the orchestrator (demo)',
						group: 'Saga',
						refusal: killing.refusal,
						run: killing.kill,
					},
				]
			: []),
	]);
	return (
		<PageHeader
			crumbs={crumbs}
			title={sagaTitle(saga)}
			actions={
				<>
					<LiveBadge />
					{retry !== null && (
						<ActionButton refusal={refusal} onClick={() => onAct(retry)}>
							Retry now…
						</ActionButton>
					)}
					<ActsMenu
						label="Actions"
						acts={acts}
						refusal={refusal}
						nothing="The saga has ended; nothing of it can be changed any more."
						onAct={onAct}
					/>
					<MoreMenu saga={saga} killing={killing} />
				</>
			}
		>
			<SagaChips saga={saga} undone={undone} />
			<Chip className={classes.wide ?? ''}>
				<Link href={`/flows/${saga.flowId}`}>
					{saga.flowName} v{saga.flowVersion}
				</Link>
			</Chip>
			{parent !== null && (
				<Chip>
					<Link href={`/sagas/${parent.sagaId}`}>called by …{parent.sagaId.slice(-8)}</Link>
				</Chip>
			)}
			<Chip className={classes.wide ?? ''}>
				<RelativeTime at={saga.startedAt} prefix="started " />
			</Chip>
			<span className={classes.wide}>
				<CopyId id={saga.id} />
			</span>
		</PageHeader>
	);
}
