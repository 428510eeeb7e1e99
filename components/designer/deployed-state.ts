'use client';

import { useMemo } from 'react';
import { hashedPart } from '@/saga/compile/flow-hash-input';
import type { FlowDefinition } from '@/saga/flow/definition';
import { useVersion, useVersions } from '../live/flow-queries';
import { sameDocument } from './opening';

export interface DeployedState {
	/** The version that new sagas run; null: none, or not known yet. */
	readonly version: number | null;
	readonly isKnown: boolean;
	/** What is drawn would run differently from what is deployed. */
	readonly isChanged: boolean;
	readonly next: number;
}

export function useDeployedState(flowId: string, definition: FlowDefinition): DeployedState {
	const versions = useVersions(flowId);
	const current = versions.data?.versions.find((version) => version.current)?.version ?? null;
	const deployed = useVersion(flowId, current);
	const newest = Math.max(0, ...(versions.data?.versions ?? []).map((version) => version.version));
	const isChanged = useMemo(
		() => deployed.data === undefined || !sameDocument(hashedPart(deployed.data.definition), hashedPart(definition)),
		[deployed.data, definition],
	);
	return {
		version: current,
		isKnown: versions.isSuccess && (current === null || deployed.isSuccess),
		isChanged,
		next: newest + 1,
	};
}
