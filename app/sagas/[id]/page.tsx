import type { Metadata } from 'next';
import { SagaPage } from '@/components/console/saga-page';

export const metadata: Metadata = { title: 'Saga' };

export default async function SagaRoute({ params }: { params: Promise<{ id: string }> }) {
	const { id } = await params;
	return <SagaPage key={id} sagaId={decodeURIComponent(id)} />;
}
