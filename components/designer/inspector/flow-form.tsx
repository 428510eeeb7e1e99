'use client';

import { SegmentedControl, Text } from '@mantine/core';
import { useMemo } from 'react';
import { renameFlow, setSettings } from '@/saga/flow/edits/flow-settings';
import { keptRecords } from '@/saga/flow/kept';
import { keptWords } from '../../diagram/kept-layer';
import { useDefinition, useDesigner } from '../designer-store';
import { CheckedInput } from './checked-input';
import { DurationInput } from './duration-input';
import classes from './forms.module.css';
import { Section } from './section';

/** What an imported model has beyond what we run: also for those who cannot hover over it. */
function KeptSection() {
	const definition = useDefinition();
	const elements = useMemo(
		() => keptRecords({ kept: definition.kept }).filter((record) => record.kind === 'element'),
		[definition.kept],
	);
	if (elements.length === 0) return null;
	return (
		<Section title="Kept from the import, not run">
			<ul className={classes.kept}>
				{elements.map((element) => (
					<li key={element.id}>{keptWords(element)}</li>
				))}
			</ul>
		</Section>
	);
}

/** What holds for the flow as a whole: shown when nothing is selected. */
export function FlowForm({ disabled }: { disabled: boolean }) {
	const designer = useDesigner();
	const definition = useDefinition();
	const { settings } = definition;
	return (
		<>
			<CheckedInput
				label="Name"
				value={definition.name}
				disabled={disabled}
				maxLength={120}
				read={(name) =>
					name.trim() === ''
						? { ok: false, problem: 'A flow needs a name.' }
						: { ok: true, set: () => designer.actions.edit((flow) => renameFlow(flow, name), { key: 'flow name' }) }
				}
			/>
			<Text size="xs" c="dimmed" mt={6}>
				Id <code>{definition.id}</code>: stands in addresses and messages and stays.
			</Text>
			<KeptSection />
			<Section title="Order of undo">
				<SegmentedControl
					fullWidth
					aria-label="Order of undo"
					disabled={disabled}
					value={settings.undoOrder}
					data={[
						{ value: 'causal', label: 'What can, at once' },
						{ value: 'sequential', label: 'One by one' },
					]}
					onChange={(value) =>
						designer.actions.edit((flow) =>
							setSettings(flow, { undoOrder: value === 'causal' ? 'causal' : 'sequential' }),
						)
					}
				/>
				<p className={classes.note}>
					{settings.undoOrder === 'causal'
						? 'A step is undone as soon as everything that came after it is undone; what ran side by side is undone side by side.'
						: 'Strictly backwards: the step that was completed last is undone first, one after the other.'}
				</p>
			</Section>
			<Section title="When it unwinds">
				<DurationInput
					label="Wait for open commands at most"
					ms={settings.settleMs}
					min={0}
					max={86_400_000}
					disabled={disabled}
					onChange={(settleMs) => designer.actions.edit((flow) => setSettings(flow, { settleMs }), { key: 'settle' })}
				/>
				<p className={classes.note}>
					After that, a step without an answer counts as unknown and is undone as if it had been done.
				</p>
			</Section>
		</>
	);
}
