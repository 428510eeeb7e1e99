import { answer } from '@/app/api/answer';
import { endpoint } from '@/app/api/endpoint';
import { done } from '@/server/access/outcome';
import { readHealth } from '@/server/access/read-health';

export const GET = endpoint(async ({ actor }) => answer(done(await readHealth(actor))));
