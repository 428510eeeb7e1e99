'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ApiFailure } from './api-failure';

/** What passes by itself is tried again until it has; what was refused is not. */
function retry(failures: number, error: unknown): boolean {
	return error instanceof ApiFailure && error.isPassing && failures < 3;
}

export function LiveProvider({ children }: { children: ReactNode }) {
	const [client] = useState(
		() =>
			new QueryClient({
				defaultOptions: {
					queries: {
						retry,
						retryDelay: (attempt) => Math.min(4_000, 400 * 2 ** attempt),
						staleTime: 5_000,
						networkMode: 'always',
					},
					mutations: { retry: false, networkMode: 'always' },
				},
			}),
	);
	return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
