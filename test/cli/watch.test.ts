import {DisableKeyCommand, EnableKeyCommand, KMSClient} from '@aws-sdk/client-kms';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {openEndpoint, openHome, setupFields} from './run-tool.js';

vi.setConfig({testTimeout: 60_000});

const applied = z.object({outputs: z.object({keyArn: z.string()})});
const report = z.object({
	summary: z.object({pass: z.number(), fail: z.number()}),
});
const summaryOf = (line: string) => report.parse(JSON.parse(line)).summary;

/** A finished setup, and a way to disable and enable its key. */
async function openWatched() {
	const endpoint = await openEndpoint();
	const {environment: env, url} = endpoint;
	const home = openHome();
	const made = await home.run(['apply', '-f', home.write(setupFields), '--yes', '--json'], {env});
	const {keyArn: KeyId} = applied.parse(made.json).outputs;
	const send = async (command: DisableKeyCommand | EnableKeyCommand) => {
		const kms = new KMSClient({endpoint: url, region: 'us-east-1'});
		await (command instanceof DisableKeyCommand ? kms.send(command) : kms.send(command));
		kms.destroy();
	};

	return {
		...endpoint,
		...home,
		env,
		disable: async () => send(new DisableKeyCommand({KeyId})),
		enable: async () => send(new EnableKeyCommand({KeyId})),
	};
}

/** Does one thing after another, each when what the command prints holds its sign; the last one stops the command. */
function script(steps: ReadonlyArray<[RegExp, () => unknown]>) {
	const controller = new AbortController();
	let text = '';
	let at = 0;
	return {
		signal: controller.signal,
		listen(more: string) {
			text += more;
			const [sign, act] = steps[at] ?? [];
			if (!sign?.test(text)) {
				return;
			}

			at++;
			text = '';
			act?.();
			if (at === steps.length) {
				controller.abort();
			}
		},
	};
}

test('elsewhere than in a terminal it prints the checklist once, then what changes, until Ctrl+C', async () => {
	const {run, env, disable, enable} = await openWatched();
	const {code, stdout, stderr} = await run(['check', '--watch'], {
		env,
		...script([
			[/pass, /v, disable],
			[/Fail: The key is enabled/v, enable],
			[/Pass: The key is enabled/v, () => undefined],
		]),
	});
	expect({code, stderr}).toEqual({
		code: 130,
		stderr: expect.stringMatching(/^(?:Stopped|Cancelled)/v) as string,
	});
	const [, ...changes] = stdout.split('\n2026-11-22T10:00:00.000Z:\n');
	expect(stdout.match(/^production · ekm/gmv)).toHaveLength(1);
	expect(changes.join('\n')).toMatch(
		/production \(was: pass\)\n {2}✘ Fail: The key is enabled\n {4}.+\n {4}→ [\s\S]+production \(was: fail\)\n {2}✔ Pass: The key is enabled\n/v,
	);
});

test('as JSON it is one report for each change', async () => {
	const {run, env, disable} = await openWatched();
	const {code, stdout} = await run(['check', '--watch', '--json'], {
		env,
		...script([
			[/"version":1/v, disable],
			[/"version":1/v, () => undefined],
		]),
	});
	expect(code).toBe(130);
	const [first = '', second = '', end = ''] = stdout.trimEnd().split('\n', 3);
	expect(summaryOf(first).fail).toBe(0);
	expect(summaryOf(second).fail).toBeGreaterThan(0);
	expect(JSON.parse(end)).toMatchObject({error: {code: 'cancelled'}});
});

test.each([10, 24, 80])(
	'in a terminal of %i rows it draws over what was there, and all of it fits',
	async (rows) => {
		const {run, env, disable} = await openWatched();
		const {stdout} = await run(['check', '--watch'], {
			env,
			isTty: true,
			rows,
			...script([
				[/Ctrl\+C ends it/v, disable],
				[/Fail: [^\n]+\n[\s\S]*Ctrl\+C ends it/v, () => undefined],
			]),
		});
		const [, ...frames] = stdout.split('\u{1B}[H');
		expect(frames.length).toBeGreaterThan(1);
		for (const frame of frames) {
			expect(frame.split('\n').length).toBeLessThanOrEqual(rows);
			expect(frame).toMatch(/pass, .+waiting/v);
			expect(frame).toContain('Looked at 10:00:00; looks again every 15 seconds. Ctrl+C ends it.');
		}
	},
);

test('where calls go instead of to AWS stands there whole', async () => {
	const {run, env, url} = await openWatched();
	const other = url.replace('127.0.0.1', 'localhost');
	const {stdout} = await run(['check', '--watch'], {
		env: {...env, AWS_ENDPOINT_URL_KMS: other},
		isTty: true,
		...script([[/Ctrl\+C ends it/v, () => undefined]]),
	});
	expect(stdout.replaceAll('\u{1B}[K', '').replaceAll(/\s+/gv, ' ')).toContain(
		`Calls go to ${other} (KMS) and ${url} (IAM, STS, Secrets Manager, company sign-in), not to AWS.`,
	);
});

test('without redrawing where that was asked for', async () => {
	const {run, env} = await openWatched();
	const {stdout} = await run(['check', '--watch'], {
		env: {...env, ACCESSIBLE: '1'},
		isTty: true,
		...script([[/pass, /v, () => undefined]]),
	});
	expect(stdout).not.toContain('\u{1B}');
});

test('trouble on the way to AWS is said and passes; a sign-in that ends stops it with 3, with the way to go on', async () => {
	const {run, env, control} = await openWatched();
	const fault = (kind: string, times: number) => async () =>
		control('POST', '/_sandbox/faults', [
			{service: 'sts', operation: 'GetCallerIdentity', kind, times},
		]);
	const {listen} = script([
		[/pass, /v, fault('unavailable', 9)],
		[/Looking again\./v, fault('expired-token', 99)],
		[/never printed/v, () => undefined],
	]);
	const {code, stdout, stderr} = await run(['check', '--watch'], {
		env,
		listen,
		listenErrors: listen,
	});
	expect(code).toBe(3);
	expect(stdout).toMatch(/pass, /v);
	expect(stderr).toMatch(
		/^AWS did not say who you are: .+ Looking again\.\n[\s\S]*Nothing is lost\./v,
	);
});
