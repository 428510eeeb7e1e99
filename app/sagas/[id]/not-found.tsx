import { SagaMissing } from '@/components/console/saga-missing';

export default function SagaNotFound() {
	return <SagaMissing />;
}
