'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ScopeId } from '@/saga/flow/nodes/node-base';
import { scopeOf } from '@/saga/flow/queries/scopes';
import { furnishScope } from '../designer-edits';
import { useDefinition, useDesigner } from '../designer-store';

/** Shown as long as the scope is empty. */
export function DrawInsideButton({ scope, disabled }: { scope: ScopeId; disabled: boolean }) {
	const designer = useDesigner();
	const definition = useDefinition();
	if (disabled || definition.nodes.some((node) => scopeOf(node) === scope)) return null;
	return (
		<Button variant="default" leftSection={<IconPlus size={13} />} onClick={() => furnishScope(designer, scope)}>
			Draw a start and an end inside
		</Button>
	);
}
