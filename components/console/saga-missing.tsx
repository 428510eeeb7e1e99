'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useParams } from 'next/navigation';
import { PageHeader } from '../ui/page-header';
import { EmptyView } from '../ui/state-views';

export const sagaCrumbs = [{ label: 'Sagas', href: '/sagas' }];

export const toSagas = (
	<Button component={Link} href="/sagas" variant="default">
		To the list of sagas
	</Button>
);

/** `words`: what the API says of it. */
export function SagaMissing({ words }: { words?: string }) {
	const { id } = useParams<{ id: string }>();
	return (
		<>
			<PageHeader crumbs={sagaCrumbs} title={`…${decodeURIComponent(id).slice(-8)}`} />
			<EmptyView title="There is no such saga" actions={toSagas}>
				{words ?? 'Its address may be mistyped, or it ended long ago and was removed; look it up in the list of sagas.'}
			</EmptyView>
		</>
	);
}
