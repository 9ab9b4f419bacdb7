import {expect, test} from 'vitest';
import {z} from 'zod';
import {sandboxEnvironment} from '../../../source/sandbox/saved-sandbox.js';
import {temporaryFolder} from '../../setups/temporary-folder.js';
import {openSandbox, type OpenSandbox} from '../harness.js';

const token = 'wrkatrial-practice-only';

const projects = z.array(z.object({id: z.number(), folder_id: z.number(), name: z.string()}));

const ask = async (
	{sandbox}: OpenSandbox,
	target: string,
	{method = 'GET', authorization = `Bearer ${token}`} = {},
) => {
	const response = await fetch(sandbox.url + target, {
		method,
		headers: {authorization},
	});
	const body: unknown = await response.json();
	return {status: response.status, body};
};

test('the practice environment has the practice token, whatever the person’s own is', async () => {
	await using world = await openSandbox();
	const env = sandboxEnvironment(
		{WORKATO_AWS_HOME: temporaryFolder(), WORKATO_API_TOKEN: 'the real one'},
		world.sandbox,
	);
	expect(env.WORKATO_API_TOKEN).toBe(token);
	expect(world.sandbox.environment).not.toHaveProperty('WORKATO_API_TOKEN');
});

test('the workspace has the ID that its external IDs have', async () => {
	await using world = await openSandbox();
	const {body} = await ask(world, '/api/users/me');
	const {id} = z.object({id: z.number()}).parse(body);
	expect(await world.get('/_workato/secrets-manager')).toMatchObject({
		externalId: `workato_iam_external_id_${id}`,
	});
});

test('projects come in pages of at most a hundred, with the IDs of the project and of its folder', async () => {
	await using world = await openSandbox();
	await world.post('/_workato/projects', {name: 'Project', count: 200});
	const read = async (page: number) => {
		const {body} = await ask(world, `/api/projects?page=${page}&per_page=100`);
		return projects.parse(body);
	};

	const pages = await Promise.all([1, 2, 3, 4].map(async (page) => read(page)));
	expect(pages.map(({length}) => length)).toEqual([100, 100, 3, 0]);
	expect(pages.flat()).toEqual(projects.parse(await world.get('/_workato/projects')));
	expect(await ask(world, '/api/projects?per_page=101')).toEqual({
		status: 400,
		body: {message: 'Bad request'},
	});
});

test('the cache of secrets is cleared, and the connections of a folder are listed', async () => {
	await using world = await openSandbox();
	expect(await ask(world, '/api/secrets_management/clear_cache', {method: 'POST'})).toEqual({
		status: 200,
		body: {success: true},
	});
	const {body} = await ask(world, '/api/connections?folder_id=1563021');
	expect(body).toEqual([
		expect.objectContaining({
			folder_id: 1_563_021,
			authorization_status: 'success',
		}),
	]);
});

test.each([
	['without a token', {authorization: ''}],
	['with another token', {authorization: 'Bearer x'}],
])('a call %s is refused', async (_what, options) => {
	await using world = await openSandbox();
	expect(await ask(world, '/api/users/me', options)).toEqual({
		status: 401,
		body: {message: 'Unauthorized'},
	});
});

test.each([
	['throttle', 429],
	['internal', 500],
	['unavailable', 503],
	['denied', 401],
])('the fault %s answers %i', async (kind, status) => {
	await using world = await openSandbox();
	await world.post('/_sandbox/faults', [
		{service: 'workato', operation: 'GET /api/projects', kind},
	]);
	expect(await ask(world, '/api/projects')).toMatchObject({status});
	expect(await ask(world, '/api/projects')).toMatchObject({status: 200});
});

test('more than sixty calls in a minute are too many, when that is set', async () => {
	await using world = await openSandbox();
	await world.post('/_sandbox/pace', [{service: 'workato', perSecond: 0, burst: 60}]);
	const answers = await Promise.all(
		Array.from({length: 61}, async () => ask(world, '/api/users/me')),
	);
	const statuses = answers.map(({status}) => status);
	expect(statuses.filter((status) => status === 200)).toHaveLength(60);
	expect(statuses).toContain(429);
});

test('a call that the API does not have is not found', async () => {
	await using world = await openSandbox();
	expect(await ask(world, '/api/recipes')).toEqual({
		status: 404,
		body: {message: 'Not found'},
	});
});
