'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { paths } from '@/contract/http/paths';
import {
	deleteScenarioAnswerSchema,
	type SaveScenarioRequest,
	scenarioListAnswerSchema,
	scenarioSchema,
} from '@/contract/http/scenarios';
import { readDefinition } from './flow-queries';
import { request } from './request';

const scenariosKey = (flowId: string) => ['flows', flowId, 'scenarios'] as const;

/** With the deployed flows that the draft calls. */
export function useScenarios(flowId: string) {
	return useQuery({
		queryKey: scenariosKey(flowId),
		queryFn: async ({ signal }) => {
			const { scenarios, called } = await request(scenarioListAnswerSchema, paths.scenarios(flowId), { signal });
			return { scenarios, called: called.map(readDefinition) };
		},
	});
}

export function useSaveScenario(flowId: string) {
	const client = useQueryClient();
	return useMutation({
		mutationFn: ({ id, ...body }: SaveScenarioRequest & { readonly id: string }) =>
			request(scenarioSchema, paths.scenario(flowId, id), { method: 'PUT', body }),
		// Also what another has saved meanwhile is shown.
		onSettled: () => client.invalidateQueries({ queryKey: scenariosKey(flowId) }),
	});
}

export function useDeleteScenario(flowId: string) {
	const client = useQueryClient();
	return useMutation({
		mutationFn: (id: string) => request(deleteScenarioAnswerSchema, paths.scenario(flowId, id), { method: 'DELETE' }),
		onSuccess: () => client.invalidateQueries({ queryKey: scenariosKey(flowId) }),
	});
}
