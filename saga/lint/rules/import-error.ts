/** An imported model that is invalid is kept as it is; what is wrong in it must be mended before the flow can be deployed. */
import { importProblems } from '../../flow/kept';
import type { Rule } from '../rule';

export const importError: Rule = { code: 'import-error', check: ({ definition }) => importProblems(definition) };
