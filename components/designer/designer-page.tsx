'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { toFailure } from '../live/api-failure';
import { useFlow } from '../live/flow-queries';
import { useMe, useWriteRefusal } from '../live/installation-queries';
import { PageHeader } from '../ui/page-header';
import { ErrorView, LoadingView } from '../ui/state-views';
import { Designer } from './designer';
import { takeKeptDraft } from './kept-draft';
import { otherOpenTabs, tabId } from './open-tabs';
import { type Opening, openDraft } from './opening';

const crumbs = [{ label: 'Flows', href: '/flows' }];

/** The server's draft together with what this browser has kept; null while either is not known. */
function useOpening(flowId: string) {
	const { data, error, refetch } = useFlow(flowId);
	const [opening, setOpening] = useState<Opening | null>(null);
	useEffect(() => {
		if (data === undefined || opening !== null) return;
		let isWanted = true;
		void otherOpenTabs().then((tabs) => {
			if (isWanted) setOpening(openDraft(data, takeKeptDraft(localStorage, flowId, tabId(), tabs)));
		});
		return () => {
			isWanted = false;
		};
	}, [data, flowId, opening]);
	return { opening, error, refetch };
}

export function DesignerPage({ flowId }: { flowId: string }) {
	const { opening, error, refetch } = useOpening(flowId);
	const me = useMe();
	const lock = useWriteRefusal();
	if (opening !== null && !me.isPending) return <Designer flowId={flowId} opening={opening} lock={lock} />;
	if (error === null)
		return (
			<>
				<PageHeader crumbs={crumbs} title={flowId} />
				<LoadingView what="the flow" rows={8} />
			</>
		);
	const isMissing = toFailure(error).code === 'not-found';
	return (
		<>
			<PageHeader crumbs={crumbs} title={flowId} />
			<ErrorView
				title={isMissing ? 'There is no flow of this name' : 'The flow cannot be shown'}
				actions={
					<>
						{!isMissing && <Button onClick={() => void refetch()}>Try again</Button>}
						<Button component={Link} href="/flows" variant="default">
							To the flows
						</Button>
					</>
				}
			>
				{isMissing ? `“${flowId}” may have been mistyped or never saved.` : error.message}
			</ErrorView>
		</>
	);
}
