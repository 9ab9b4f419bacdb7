import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts';
import {expect, test} from 'vitest';
import {matching, openHome, setEnvironment} from './run-tool.js';

test('the sandbox prints what points the SDK at it, and runs until Ctrl+C', async () => {
	const {run} = openHome();
	const controller = new AbortController();
	const printed = Promise.withResolvers<string>();
	const running = run(['sandbox'], {
		signal: controller.signal,
		listen: printed.resolve,
	});
	const text = await printed.promise;
	expect(text).toMatch(
		/^# The sandbox answers at (?<url>http:\/\/127\.0\.0\.1:\d+) until Ctrl\+C\. In another shell:\nexport AWS_ENDPOINT_URL=\k<url>\n/v,
	);
	const exported = Array.from(
		text.matchAll(/^export (?<name>\w+)=(?<value>.*)$/gmv),
		({groups}) => [groups?.name ?? '', groups?.value] as const,
	);
	setEnvironment(Object.fromEntries(exported));
	const sts = new STSClient();
	const {Account} = await sts.send(new GetCallerIdentityCommand());
	sts.destroy();
	expect(Account).toBe('111122223333');

	controller.abort();
	const {code} = await running;
	expect(code).toBe(130);
});

test('in JSON, on the port and in the region that were asked for', async () => {
	const {run} = openHome();
	const controller = new AbortController();
	const args = ['sandbox', '--json', '--region', 'eu-west-1'];
	const {json} = await run(args, {
		signal: controller.signal,
		listen() {
			controller.abort();
		},
	});
	expect(json).toMatchObject({
		version: 1,
		sandbox: {
			url: matching(/^http:\/\/127\.0\.0\.1:\d+$/v),
			environment: {AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1'},
		},
	});
});

test('a port that is taken is said in one sentence', async () => {
	const {run} = openHome();
	const controller = new AbortController();
	const printed = Promise.withResolvers<string>();
	const running = run(['sandbox'], {
		signal: controller.signal,
		listen: printed.resolve,
	});
	const port = /:(?<port>\d+)/v.exec(await printed.promise)?.groups?.port ?? '';
	const second = await run(['sandbox', '--port', port]);
	expect(second).toMatchObject({
		code: 2,
		stderr: `Port ${port} is taken by another program.\nGive another one with --port, or none for any free port.\n`,
	});
	controller.abort();
	await running;
});
