'use client';

import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { SagaAnswer } from '@/contract/http/saga';
import type { CompiledFlow } from '@/saga/compile/compiled-flow';
import type { FlowDefinition } from '@/saga/flow/definition';
import { toFailure } from '../live/api-failure';
import { readDefinition, useDefinitions } from '../live/flow-queries';
import { useSaga } from '../live/saga-queries';
import type { SagaRecord } from '../live/saga-record';
import { PageHeader } from '../ui/page-header';
import { ErrorView, LoadingView } from '../ui/state-views';
import { NotBegun } from './not-begun';
import { SagaMissing, sagaCrumbs, toSagas } from './saga-missing';
import { compiledOf, versionsOf } from './saga-model';
import { SagaView } from './saga-view';

function Begun({ record: { answer, records } }: { record: SagaRecord }) {
	const { flowId } = answer.saga;
	const versions = versionsOf(records);
	const flowVersion = versions.at(-1) ?? answer.saga.flowVersion;
	const { definitions: earlier, error, readAgain } = useDefinitions(flowId, versions.length > 1 ? versions : []);
	const document = useStable(answer);
	const { definition, flow } = useMemo(() => {
		const read = earlier?.get(flowVersion) ?? readDefinition(document);
		return { definition: read, flow: compiledOf(read, flowVersion) };
	}, [document, earlier, flowVersion]);
	const flows = useMemo(() => compiledByVersion(earlier), [earlier]);
	if (earlier === null && error !== null)
		return (
			<ErrorView
				title="The versions of its flow cannot be read"
				actions={<Button onClick={readAgain}>Try again</Button>}
			>
				{toFailure(error).message}
			</ErrorView>
		);
	if (earlier === null) return <LoadingView what="the versions of its flow" rows={8} />;
	if (flow === null)
		return (
			<ErrorView title="This saga cannot be shown" actions={toSagas}>
				Version {flowVersion} of {flowId} was made by a newer version of this program. Reload the page to get its
				screens.
			</ErrorView>
		);
	return <SagaView answer={answer} records={records} definition={definition} flow={flow} earlier={flows} />;
}

function compiledByVersion(definitions: ReadonlyMap<number, FlowDefinition> | null): ReadonlyMap<number, CompiledFlow> {
	const flows = new Map<number, CompiledFlow>();
	for (const [version, definition] of definitions ?? []) {
		const flow = compiledOf(definition, version);
		if (flow !== null) flows.set(version, flow);
	}
	return flows;
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
