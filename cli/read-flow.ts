/**
 * A flow from a file: JSON, or a module (.ts, .js, .mjs) that exports a definition, as the demo flows do.
 * What does not fit the schema is said with the path of each place.
 */
import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type FlowDefinition, flowDefinitionSchema } from '@/saga/flow/definition';
import { CommandError } from './command';

const problemsShownMax = 10;

export async function readFlow(file: string): Promise<FlowDefinition> {
	const found = ['.ts', '.js', '.mjs'].includes(extname(file)) ? await readModule(file) : await readJson(file);
	const parsed = flowDefinitionSchema.safeParse(found);
	if (parsed.success) return parsed.data;
	const issues = parsed.error.issues.slice(0, problemsShownMax);
	const places = issues.map((issue) => `  ${issue.path.join('.') || 'the whole'}: ${issue.message}`).join('\n');
	throw new CommandError(`${file} is no flow definition:\n${places}\nThe designer writes definitions that fit.`);
}

export async function readText(file: string): Promise<string> {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		throw new CommandError(`${file} cannot be read: ${reasonOf(error)}. Check the path.`);
	}
}

async function readJson(file: string): Promise<unknown> {
	return parseJson(await readText(file), file);
}

export function parseJson(text: string, where: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new CommandError(`${where} is no JSON: ${reasonOf(error)}.`);
	}
}

/** The first export that says it is a flow. */
async function readModule(file: string): Promise<unknown> {
	const address = pathToFileURL(resolve(file)).href;
	const loaded = await import(address).catch((error: unknown) => {
		throw new CommandError(`${file} cannot be loaded: ${reasonOf(error)}.`);
	});
	const flow = Object.values(loaded as object).find(
		(value) => typeof value === 'object' && value !== null && 'schemaVersion' in value,
	);
	if (flow === undefined) throw new CommandError(`${file} exports no flow definition. Export one, as demo/flows do.`);
	return flow;
}

export function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
