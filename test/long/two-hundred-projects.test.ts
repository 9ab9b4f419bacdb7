import process from 'node:process';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {manyProjects, rolesThere, tryRoles} from '../cli/many-projects.js';
import {openEndpoint, openHome} from '../cli/run-tool.js';

const applied = z.object({
	changes: z.array(z.unknown()),
	outputs: z.object({roles: z.record(z.string(), z.string())}),
});

test('200 projects, stopped in the middle and gone on with: one role each, that Workato can use', async () => {
	const endpoint = await openEndpoint();
	const env = endpoint.environment;
	const {run, write} = openHome();
	const file = write(await manyProjects(endpoint, 200));
	const stop = new AbortController();
	const stopped = await run(['apply', '-f', file, '--yes'], {
		env,
		signal: stop.signal,
		listen(text) {
			if (text.includes(' 200. Done')) {
				stop.abort();
			}
		},
	});
	expect(stopped.code).toBe(130);
	const half = await rolesThere(endpoint);
	expect(half.length).toBeGreaterThan(50);
	expect(half.length).toBeLessThan(200);

	const again = await run(['apply', '-f', file, '--yes', '--json'], {env});
	expect(again.code).toBe(0);
	const {changes, outputs} = applied.parse(again.json);
	expect(changes.length).toBeLessThan(400 - half.length);
	expect(await rolesThere(endpoint)).toHaveLength(200);
	expect(new Set(await tryRoles(endpoint, outputs.roles))).toEqual(new Set([true]));

	// Two calls for each secret at 30 a second, and the roles from a listing beside them.
	const memory = process.memoryUsage().heapUsed;
	const start = performance.now();
	const check = await run(['check'], {env});
	const seconds = (performance.now() - start) / 1000;
	expect(check.code).toBe(0);
	expect(check.stdout).toContain('200 of 200 projects in order');
	expect(seconds).toBeLessThan(30);
	expect(process.memoryUsage().heapUsed - memory).toBeLessThan(200 * 1024 * 1024);
}, 600_000);
