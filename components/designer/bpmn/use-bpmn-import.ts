'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { ImportedFlow } from '@/saga/bpmn/import-bpmn';
import type { Refusal } from '@/saga/bpmn/xml/read-xml';
import { toFailure } from '../../live/api-failure';
import { useCreateFlow, useFlows } from '../../live/flow-queries';
import { readBpmnFile } from './ask-bpmn';
import { rememberReport } from './imported-reports';
import { placeFlows } from './place-flows';

export type ImportStage =
	| { readonly kind: 'choosing' }
	| { readonly kind: 'reading'; readonly file: string }
	| { readonly kind: 'refused'; readonly file: string; readonly refusal: Refusal }
	| { readonly kind: 'broken'; readonly file: string; readonly message: string }
	/** Nothing is made of it before the person says so. */
	| { readonly kind: 'read'; readonly file: string; readonly flows: readonly ImportedFlow[] }
	| { readonly kind: 'creating'; readonly file: string; readonly flows: readonly ImportedFlow[] }
	| {
			readonly kind: 'failed';
			readonly file: string;
			readonly flows: readonly ImportedFlow[];
			readonly message: string;
	  }
	| { readonly kind: 'created'; readonly file: string; readonly flows: readonly ImportedFlow[] };

/** A file → flows of the installation. One flow is opened at once; of several, the person chooses. */
export function useBpmnImport(asks: boolean) {
	const [stage, setStage] = useState<ImportStage>({ kind: 'choosing' });
	const running = useRef<AbortController | null>(null);
	const router = useRouter();
	const known = useFlows();
	const { mutateAsync: create } = useCreateFlow();
	useEffect(() => () => running.current?.abort(), []);

	const makeFlows = async (file: string, given: readonly ImportedFlow[]) => {
		const flows = placeFlows(given, known.data?.flows.map(({ id }) => id) ?? []);
		setStage({ kind: 'creating', file, flows });
		let made = 0;
		try {
			for (const { definition, report } of flows) {
				await create({ id: definition.id, name: definition.name || definition.id, definition });
				rememberReport(report);
				made += 1;
			}
		} catch (error) {
			void known.refetch();
			// Those that are there already would be made twice.
			setStage({ kind: 'failed', file, flows: flows.slice(made), message: toFailure(error).message });
			return;
		}
		const [first, ...others] = flows;
		if (first !== undefined && others.length === 0) router.push(`/flows/${first.definition.id}?report=1`);
		else setStage({ kind: 'created', file, flows });
	};

	const read = async (files: readonly File[]) => {
		const [file, ...others] = files;
		if (file === undefined) return;
		running.current?.abort();
		const control = new AbortController();
		running.current = control;
		if (others.length > 0) {
			setStage({
				kind: 'broken',
				file: `${files.length} files`,
				message: 'One file is imported at a time. Drop them one after the other.',
			});
			return;
		}
		setStage({ kind: 'reading', file: file.name });
		try {
			const result = await readBpmnFile(file, control.signal);
			if (control.signal.aborted) return;
			if (!result.ok) setStage({ kind: 'refused', file: file.name, refusal: result.refusal });
			else if (asks) setStage({ kind: 'read', file: file.name, flows: result.flows });
			else await makeFlows(file.name, result.flows);
		} catch (error) {
			if (control.signal.aborted) return;
			const message = error instanceof Error ? error.message : String(error);
			setStage({ kind: 'broken', file: file.name, message });
		}
	};

	return {
		stage,
		read: (files: readonly File[]) => void read(files),
		make: (file: string, flows: readonly ImportedFlow[]) => void makeFlows(file, flows),
		reset: () => {
			running.current?.abort();
			setStage({ kind: 'choosing' });
		},
	};
}
