import { Button } from '@mantine/core';
import Link from 'next/link';
import { EmptyView } from '@/components/ui/state-views';

export default function NotFound() {
	return (
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
	);
}
