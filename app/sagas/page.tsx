import type { Metadata } from 'next';
import { Suspense } from 'react';
import { SagaList } from '@/components/console/saga-list';

export const metadata: Metadata = { title: 'Sagas' };

export default function SagasPage() {
	return (
		<Suspense>
			<SagaList />
		</Suspense>
	);
}
