/** /flows/:id/versions: deployed, immutable. A draft that compiles to what runs already makes no new version. */
import { z } from 'zod';
import { flowDocumentSchema, instantSchema } from './documents';

export const deployRequestSchema = z.strictObject({
	/** The draft's revision that is meant; 409 when it has moved on. */
	revision: z.int().min(1),
	message: z.string().trim().max(500),
});
export type DeployRequest = z.infer<typeof deployRequestSchema>;

export const versionSummarySchema = z.object({
	flowId: z.string(),
	version: z.int(),
	/** SHA-256 of what compile reads. */
	hash: z.string(),
	message: z.string(),
	deployedAt: instantSchema,
	deployedBy: z.string(),
	/** New sagas run it. */
	current: z.boolean(),
});
export type VersionSummary = z.infer<typeof versionSummarySchema>;

/** 201 for a new version; 200 with `unchanged: true` when the current version is the same. */
export const deployAnswerSchema = versionSummarySchema.extend({ unchanged: z.boolean() });
export type DeployAnswer = z.infer<typeof deployAnswerSchema>;

/** Newest first. */
export const versionListAnswerSchema = z.object({ versions: z.array(versionSummarySchema).readonly() });
export type VersionListAnswer = z.infer<typeof versionListAnswerSchema>;

export const versionAnswerSchema = versionSummarySchema.extend({ definition: flowDocumentSchema });
export type VersionAnswer = z.infer<typeof versionAnswerSchema>;

/** Of an address; 0, which no version has, for what is no number. */
export function versionNumber(text: string): number {
	return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0;
}
