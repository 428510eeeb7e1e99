import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SagaPage } from '@/components/console/saga-page';
import { currentActor } from '@/server/access/actor';
import { isSagaKnown } from '@/server/access/is-saga-known';

export const metadata: Metadata = { title: 'Saga' };

export default async function SagaRoute({ params }: { params: Promise<{ id: string }> }) {
	const id = decodeURIComponent((await params).id);
	// While the database is away nobody knows; the page says so and comes back by itself.
	if (!(await isSagaKnown(currentActor(), id).catch(() => true))) notFound();
	return <SagaPage key={id} sagaId={id} />;
}
