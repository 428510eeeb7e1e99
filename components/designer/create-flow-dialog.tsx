'use client';

import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from 'next/navigation';
import { flowIdSchema } from '@/saga/flow/definition';
import { slug } from '@/saga/flow/edits/fresh-names';
import { toFailure } from '../live/api-failure';
import { useCreateFlow } from '../live/flow-queries';
import { ActionButton } from '../ui/action-button';

const idOf = (name: string) => (name.trim() === '' ? '' : slug(name).slice(0, 64));

export function CreateFlowDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
	const router = useRouter();
	const create = useCreateFlow();
	const form = useForm({
		initialValues: { name: '', id: '' },
		validate: {
			name: (name) => (name.trim() === '' ? 'A flow needs a name.' : null),
			id: (id, { name }) =>
				flowIdSchema.safeParse(id || idOf(name)).success ? null : 'Lower-case letters, digits and hyphens, at most 64.',
		},
	});
	const close = () => {
		onClose();
		create.reset();
		form.reset();
	};
	const submit = ({ name, id }: { name: string; id: string }) => {
		if (create.isPending) return;
		create.mutate(
			{ name: name.trim(), id: id || idOf(name) },
			{ onSuccess: (flow) => router.push(`/flows/${flow.id}`) },
		);
	};
	const failure = create.error === null ? null : toFailure(create.error);
	return (
		<Modal opened={opened} onClose={close} title="New flow">
			<form onSubmit={form.onSubmit(submit)}>
				<Stack gap="sm">
					<TextInput
						label="Name"
						placeholder="Book trip"
						maxLength={120}
						data-autofocus
						autoComplete="off"
						{...form.getInputProps('name')}
					/>
					<TextInput
						label="Id"
						description="Stands in addresses and messages, and never changes."
						placeholder={idOf(form.values.name) || 'book-trip'}
						maxLength={64}
						autoComplete="off"
						styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
						{...form.getInputProps('id')}
					/>
					{failure !== null && (
						<Alert color="red" title="The flow was not created">
							{failure.message}
						</Alert>
					)}
					<Group justify="flex-end">
						<Button variant="default" onClick={close}>
							Cancel
						</Button>
						<ActionButton type="submit" loading={create.isPending || create.isSuccess}>
							Create
						</ActionButton>
					</Group>
				</Stack>
			</form>
		</Modal>
	);
}
