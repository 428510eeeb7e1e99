'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { healthAnswerSchema, meAnswerSchema, participantListAnswerSchema } from '@/contract/http/installation';
import { paths } from '@/contract/http/paths';
import { request } from './request';
import { useStream } from './use-stream';

export const healthKey = ['health'] as const;

/** Live: the stream brings every change; the query is the first answer and the fallback. */
export function useHealth() {
	const client = useQueryClient();
	useStream('health', {
		onEvent: (event) => {
			if (event.event === 'health') client.setQueryData(healthKey, event.data);
		},
		onResync: () => void client.invalidateQueries({ queryKey: healthKey }),
	});
	return useQuery({
		queryKey: healthKey,
		queryFn: ({ signal }) => request(healthAnswerSchema, paths.health, { signal }),
		refetchInterval: (query) => (query.state.status === 'error' ? 3_000 : 30_000),
	});
}

export function useMe() {
	return useQuery({
		queryKey: ['me'],
		queryFn: ({ signal }) => request(meAnswerSchema, paths.me, { signal }),
		staleTime: 60_000,
	});
}

/** Why this person may not change anything; null: they may, or it is not known yet. */
export function useWriteRefusal(): string | null {
	const { data } = useMe();
	return data !== undefined && !data.mayWrite
		? 'You may look but not change: your role is viewer. Ask an administrator for another role.'
		: null;
}

export function useParticipants() {
	return useQuery({
		queryKey: ['participants'],
		queryFn: ({ signal }) => request(participantListAnswerSchema, paths.participants, { signal }),
		staleTime: 15_000,
		refetchInterval: 30_000,
	});
}
