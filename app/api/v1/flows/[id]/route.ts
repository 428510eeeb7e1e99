import { answer } from '@/app/api/answer';
import { endpoint } from '@/app/api/endpoint';
import { readFlow } from '@/server/access/read-flow';

export const GET = endpoint<{ id: string }>(async ({ actor, params }) => answer(await readFlow(actor, params.id)));
