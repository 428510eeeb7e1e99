/** Variables are computed by FEEL; without entries the token merely passes. */
import { z } from 'zod';
import { mappingSchema } from './mapping';
import { nodeBaseShape } from './node-base';

export const assignNodeSchema = z.strictObject({ ...nodeBaseShape, kind: z.literal('assign'), output: mappingSchema });
