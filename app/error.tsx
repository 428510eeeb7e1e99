'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { ErrorView } from '@/components/ui/state-views';

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
	return (
		<ErrorView
			title="This page came to a stop"
			actions={
				<>
					<Button onClick={reset}>Try again</Button>
					<Button component={Link} href="/" variant="default">
						To the start page
					</Button>
				</>
			}
		>
			{error.message || 'A part of this page failed.'} Nothing that was saved is lost
			{error.digest === undefined ? '.' : `; the server's log has it under ${error.digest}.`}
		</ErrorView>
	);
}
