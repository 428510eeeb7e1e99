import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { incidentKinds, sagaStatuses } from '../engine/state';
import { ignoredReasons, refusalCodes } from './parse-effects';
import { operatorActions } from './trace';

const page = readFileSync(new URL('../../docs/traces.md', import.meta.url), 'utf8');

it.each([...incidentKinds, ...sagaStatuses, ...refusalCodes, ...ignoredReasons, ...operatorActions])(
	'docs/traces.md names %s',
	(word) => expect(page).toContain(`\`${word}\``),
);
