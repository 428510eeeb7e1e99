'use client';

import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FlowDocument } from '@/contract/http/documents';
import {
	type CreateFlowRequest,
	flowAnswerSchema,
	flowListAnswerSchema,
	type SaveDraftRequest,
	saveDraftAnswerSchema,
} from '@/contract/http/flows';
import { paths } from '@/contract/http/paths';
import { type StartSagaRequest, startSagaAnswerSchema } from '@/contract/http/starts';
import {
	type DeployRequest,
	deployAnswerSchema,
	versionAnswerSchema,
	versionListAnswerSchema,
} from '@/contract/http/versions';
import { type FlowDefinition, flowDefinitionSchema } from '@/saga/flow/definition';
import { ApiFailure } from './api-failure';
import { request } from './request';
import { useStream } from './use-stream';

const flowsKey = ['flows'] as const;

/** The one place where a flow document of the API becomes a FlowDefinition. */
export function readDefinition(document: FlowDocument): FlowDefinition {
	const read = flowDefinitionSchema.safeParse(document);
	if (read.success) return read.data;
	throw new ApiFailure(
		'unreadable',
		'This flow was written by a newer version of the program. Reload the page to get its screens.',
	);
}

export function useFlows() {
	const client = useQueryClient();
	const again = () => void client.invalidateQueries({ queryKey: flowsKey, exact: true });
	useStream('flows', { onEvent: again, onResync: again });
	return useQuery({
		queryKey: flowsKey,
		queryFn: ({ signal }) => request(flowListAnswerSchema, paths.flows, { signal }),
	});
}

export function useFlow(flowId: string) {
	return useQuery({
		queryKey: [...flowsKey, flowId],
		queryFn: async ({ signal }) => {
			const { definition, ...flow } = await request(flowAnswerSchema, paths.flow(flowId), { signal });
			return { ...flow, definition: readDefinition(definition) };
		},
		staleTime: 0,
		gcTime: 0,
		refetchOnWindowFocus: false,
	});
}

export function useCreateFlow() {
	const client = useQueryClient();
	return useMutation({
		mutationFn: (body: CreateFlowRequest) => request(flowAnswerSchema, paths.flows, { method: 'POST', body }),
		onSuccess: () => client.invalidateQueries({ queryKey: flowsKey, exact: true }),
	});
}

export function saveDraft(flowId: string, body: SaveDraftRequest, options: { readonly keepalive?: boolean } = {}) {
	return request(saveDraftAnswerSchema, paths.draft(flowId), { method: 'PUT', body, ...options });
}

export function useVersions(flowId: string, enabled = true) {
	return useQuery({
		queryKey: [...flowsKey, flowId, 'versions'],
		queryFn: ({ signal }) => request(versionListAnswerSchema, paths.versions(flowId), { signal }),
		enabled,
	});
}

const versionQuery = (flowId: string, version: number | null) => ({
	queryKey: [...flowsKey, flowId, 'versions', version],
	queryFn: async ({ signal }: { signal: AbortSignal }) => {
		const { definition, ...rest } = await request(versionAnswerSchema, paths.version(flowId, version ?? 0), { signal });
		return { ...rest, definition: readDefinition(definition) };
	},
	enabled: version !== null,
	staleTime: Number.POSITIVE_INFINITY,
});

export function useVersion(flowId: string, version: number | null) {
	return useQuery(versionQuery(flowId, version));
}

interface Definitions {
	/** By number of the version; null: not all of them have been read. */
	readonly definitions: ReadonlyMap<number, FlowDefinition> | null;
	/** Why one of them could not be read. */
	readonly error: Error | null;
	readonly readAgain: () => void;
}

export function useDefinitions(flowId: string, versions: readonly number[]): Definitions {
	return useQueries({
		queries: versions.map((version) => versionQuery(flowId, version)),
		combine: combineDefinitions,
	});
}

interface Read {
	readonly data: { readonly version: number; readonly definition: FlowDefinition } | undefined;
	readonly error: Error | null;
	readonly refetch: () => Promise<unknown>;
}

function combineDefinitions(results: readonly Read[]): Definitions {
	const read = results.flatMap(({ data }) => (data === undefined ? [] : [data]));
	const missing = results.filter(({ data }) => data === undefined);
	return {
		definitions: missing.length > 0 ? null : new Map(read.map(({ version, definition }) => [version, definition])),
		error: missing.find(({ error }) => error !== null)?.error ?? null,
		readAgain: () => {
			for (const { refetch } of missing) void refetch();
		},
	};
}

export function useDeploy(flowId: string) {
	const client = useQueryClient();
	return useMutation({
		mutationFn: (body: DeployRequest) => request(deployAnswerSchema, paths.versions(flowId), { method: 'POST', body }),
		onSuccess: () =>
			Promise.all([
				client.invalidateQueries({ queryKey: flowsKey, exact: true }),
				client.invalidateQueries({ queryKey: [...flowsKey, flowId, 'versions'], exact: true }),
			]),
	});
}

export function useStartSaga(flowId: string) {
	return useMutation({
		mutationFn: ({ idempotencyKey, ...body }: StartSagaRequest & { readonly idempotencyKey: string }) =>
			request(startSagaAnswerSchema, paths.starts(flowId), { method: 'POST', body, idempotencyKey }),
	});
}
