'use client';

import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { LiveProvider } from '@/components/live/query-client';
import { theme, themeVariables } from '@/components/ui/theme';

export function Providers({ children }: { children: ReactNode }) {
	return (
		<MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={themeVariables}>
			<LiveProvider>
				<NuqsAdapter>
					<ModalsProvider>
						<Notifications position="bottom-right" />
						{children}
					</ModalsProvider>
				</NuqsAdapter>
			</LiveProvider>
		</MantineProvider>
	);
}
