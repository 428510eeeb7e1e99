'use client';

import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { SagaAnswer } from '@/contract/http/saga';
import { toFailure } from '../live/api-failure';
import { readDefinition } from '../live/flow-queries';
import { useSaga } from '../live/saga-queries';
import type { SagaRecord } from '../live/saga-record';
import { PageHeader } from '../ui/page-header';
import { ErrorView, LoadingView } from '../ui/state-views';
import { NotBegun } from './not-begun';
import { SagaMissing, sagaCrumbs, toSagas } from './saga-missing';
import { compiledOf } from './saga-model';
import { SagaView } from './saga-view';

function Begun({ record: { answer, records } }: { record: SagaRecord }) {
	const { flowId, flowVersion } = answer.saga;
	const document = useStable(answer);
	const { definition, flow } = useMemo(() => {
		const read = readDefinition(document);
		return { definition: read, flow: compiledOf(read, flowVersion) };
	}, [document, flowVersion]);
	if (flow === null)
		return (
			<ErrorView title="This saga cannot be shown" actions={toSagas}>
				Version {flowVersion} of {flowId} was made by a newer version of this program. Reload the page to get its
				screens.
			</ErrorView>
		);
	return <SagaView answer={answer} records={records} definition={definition} flow={flow} />;
}

/** A version never changes: read again, it is the same value, so that the diagram is not drawn anew. */
function useStable({ saga, definition }: SagaAnswer): SagaAnswer['definition'] {
	// biome-ignore lint/correctness/useExhaustiveDependencies: named by the flow and its version
	return useMemo(() => definition, [saga.flowId, saga.flowVersion]);
}

export function SagaPage({ sagaId }: { sagaId: string }) {
	const { data, error, refetch, isFetching } = useSaga(sagaId);
	if (data !== undefined) {
		const { status } = data.answer.saga;
		const hasBegun = data.records.length > 0 && status !== 'starting' && status !== 'refused';
		return hasBegun ? <Begun record={data} /> : <NotBegun answer={data.answer} />;
	}
	if (error === null)
		return (
			<>
				<PageHeader crumbs={sagaCrumbs} title={`…${sagaId.slice(-8)}`} />
				<LoadingView what="the saga" rows={8} />
			</>
		);
	const failure = toFailure(error);
	if (failure.code === 'not-found') return <SagaMissing words={failure.message} />;
	return (
		<>
			<PageHeader crumbs={sagaCrumbs} title={`…${sagaId.slice(-8)}`} />
			<ErrorView
				title="The saga cannot be shown"
				actions={
					<>
						<Button loading={isFetching} onClick={() => void refetch()}>
							Try again
						</Button>
						{toSagas}
					</>
				}
			>
				{failure.message}
			</ErrorView>
		</>
	);
}
