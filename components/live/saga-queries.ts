'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { paths } from '@/contract/http/paths';
import { sagaListAnswerSchema } from '@/contract/http/sagas';
import { request } from './request';
import { useStream } from './use-stream';

const sagasKey = ['sagas'] as const;

/** The newest sagas, live: for strips and overviews. The list with filters and pages is the console's. */
export function useNewestSagas(limit: number) {
	const client = useQueryClient();
	const queryKey = [...sagasKey, 'newest', limit];
	const again = () => void client.invalidateQueries({ queryKey });
	useStream('sagas', { onEvent: again, onResync: again });
	return useQuery({
		queryKey,
		queryFn: ({ signal }) => request(sagaListAnswerSchema, `${paths.sagas}?limit=${limit}`, { signal }),
	});
}
