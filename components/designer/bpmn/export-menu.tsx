'use client';

import { Menu } from '@mantine/core';
import { IconBraces, IconDownload, IconSitemap } from '@tabler/icons-react';
import { useState } from 'react';
import { ActionIconButton } from '../../ui/action-button';
import { useDesigner } from '../designer-store';
import { writeBpmn } from './ask-bpmn';

function saveFile(name: string, type: string, text: string): void {
	const url = URL.createObjectURL(new Blob([text], { type }));
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	URL.revokeObjectURL(url);
}

/** The flow as it is drawn now, as a file. Looking is enough for it. */
export function ExportMenu() {
	const designer = useDesigner();
	const [isWriting, setWriting] = useState(false);
	const drawn = () => designer.state.getState().history.present;
	const asBpmn = async () => {
		setWriting(true);
		try {
			const definition = drawn();
			const xml = await writeBpmn(definition, new AbortController().signal);
			saveFile(`${definition.id}.bpmn`, 'application/xml', xml);
		} catch (error) {
			designer.actions.refuse(error instanceof Error ? error.message : 'The flow could not be written as BPMN.');
		} finally {
			setWriting(false);
		}
	};
	const asJson = () => saveFile(`${drawn().id}.json`, 'application/json', `${JSON.stringify(drawn(), null, '\t')}\n`);
	return (
		<Menu position="bottom-end">
			<Menu.Target>
				<ActionIconButton label="Export" variant="default" size={30} loading={isWriting}>
					<IconDownload size={16} />
				</ActionIconButton>
			</Menu.Target>
			<Menu.Dropdown>
				<Menu.Item leftSection={<IconSitemap size={15} />} onClick={() => void asBpmn()}>
					BPMN 2.0 (.bpmn)
				</Menu.Item>
				<Menu.Item leftSection={<IconBraces size={15} />} onClick={asJson}>
					JSON
				</Menu.Item>
			</Menu.Dropdown>
		</Menu>
	);
}
