'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { PageHeader } from './page-header';
import { EmptyView } from './state-views';

export function NotFoundView() {
	return (
		<>
			<PageHeader title="Not found" />
			<EmptyView
				title="This page does not exist"
				actions={
					<>
						<Button component={Link} href="/flows">
							To the flows
						</Button>
						<Button component={Link} href="/sagas" variant="default">
							To the sagas
						</Button>
					</>
				}
			>
				The address may be mistyped, or what it named has been removed.
			</EmptyView>
		</>
	);
}
