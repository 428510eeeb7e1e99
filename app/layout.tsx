import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import './globals.css';
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Shell } from '@/components/ui/shell';
import { Providers } from './providers';

/** Every page shows what is so now, and reads its filters from the address: none can be made beforehand. */
export const dynamic = 'force-dynamic';

export const metadata: Metadata = {
	title: { default: 'Unwind', template: '%s · Unwind' },
	description: 'Draw sagas, run them, watch them unwind.',
};

export default function RootLayout({ children }: { children: ReactNode }) {
	return (
		<html lang="en" {...mantineHtmlProps}>
			<head>
				<ColorSchemeScript defaultColorScheme="auto" />
			</head>
			<body>
				<Providers>
					<Shell>{children}</Shell>
				</Providers>
			</body>
		</html>
	);
}
