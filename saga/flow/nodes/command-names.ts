/** Names that become part of topics and message types, hence the alphabets. Empty while a draft is being drawn: lint asks for them. */
import { z } from 'zod';

/** `<participant>.commands` is a topic name. */
export const participantNameSchema = z.string().regex(/^([A-Za-z][A-Za-z0-9._-]{0,62})?$/);
/** Job types of imported models are commands, too. */
export const commandNameSchema = z.string().regex(/^([A-Za-z][A-Za-z0-9._:/-]{0,120})?$/);
