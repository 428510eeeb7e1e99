/** A token waits here for a message, a signal or a moment. */
import { z } from 'zod';
import { catchTriggerSchema } from './event';
import { nodeBaseShape } from './node-base';

export const catchNodeSchema = z.strictObject({ ...nodeBaseShape, kind: z.literal('catch'), on: catchTriggerSchema });
