import path from 'node:path';
import {ListAliasesCommand, ListKeysCommand, KMSClient} from '@aws-sdk/client-kms';
import {onTestFinished} from 'vitest';
import {z} from 'zod';
import {openSession, type AwsSession} from '../../source/aws/session.js';
import {startSandbox} from '../../source/sandbox/server.js';
import {temporaryFolder} from '../setups/temporary-folder.js';
import {sandboxControl} from '../support/sandbox-control.js';

/** The account of the sandbox's own caller. */
export const account = '111122223333';

/** The role that Workato uses there. */
export const workatoRole = 'arn:aws:iam::999988887777:role/Workato_EKM';

const callRecord = z.object({
	operation: z.string(),
	write: z.boolean(),
	outcome: z.string(),
});

/** A sandbox of its own for one test, sessions with the real SDK, and the sandbox's controls. */
export async function openSandboxAws() {
	const sandbox = await startSandbox({
		stateFile: path.join(temporaryFolder(), 'state.json'),
	});
	onTestFinished(sandbox.close);
	const control = sandboxControl(sandbox.url);
	const open = (keys: Record<string, string> = {}): AwsSession => {
		const session = openSession({
			region: 'us-east-1',
			env: {},
			sandbox: {
				url: sandbox.url,
				environment: {...sandbox.environment, ...keys},
			},
			timeouts: {connect: 2000, request: 5000},
		});
		onTestFinished(() => {
			session.close();
		});
		return session;
	};

	const session = open();
	return {
		url: sandbox.url,
		session,
		control,
		/** Makes these calls go wrong, in place of what was set before. */
		async fail(...faults: object[]) {
			await control('POST', '/_sandbox/faults', faults);
		},
		/** A session of a caller with this policy; without one it may do everything. */
		async openAs(arn: string, policy?: object, rolePath?: string) {
			const accessKeyId = 'ASIAOTHERCALLER00001';
			await control('POST', '/_sandbox/callers', {
				accessKeyId,
				arn,
				policy,
				path: rolePath,
				sessionToken: 'other',
			});
			return open({
				AWS_ACCESS_KEY_ID: accessKeyId,
				AWS_SESSION_TOKEN: 'other',
			});
		},
		/** Seeds keys and returns their ARNs. */
		async seed(keys: object): Promise<string[]> {
			return z
				.object({arns: z.array(z.string())})
				.parse(await control('POST', '/_sandbox/keys', keys)).arns;
		},
		/** The operations that arrived since the last time, in order; writes only if asked. */
		async takeCalls({isWritesOnly = false} = {}): Promise<string[]> {
			const calls = z.array(callRecord).parse(await control('GET', '/_sandbox/calls'));
			await control('DELETE', '/_sandbox/calls');
			return calls.filter(({write}) => write || !isWritesOnly).map(({operation}) => operation);
		},
		async keyArns(): Promise<string[]> {
			const {Keys = []} = await session.client(KMSClient).send(new ListKeysCommand({}));
			return Keys.map(({KeyArn = ''}) => KeyArn);
		},
		/** Alias → key ID, without those that AWS keeps. */
		async aliases(): Promise<Record<string, string>> {
			const {Aliases = []} = await session.client(KMSClient).send(new ListAliasesCommand({}));
			return Object.fromEntries(
				Aliases.filter(({TargetKeyId}) => TargetKeyId).map(({AliasName = '', TargetKeyId = ''}) => [
					AliasName,
					TargetKeyId,
				]),
			);
		},
	};
}

/** A sandbox with its controls. */
export type SandboxAws = Awaited<ReturnType<typeof openSandboxAws>>;

/** An identity policy that allows everything except some actions. */
export function allBut(...denied: string[]): object {
	return {
		Version: '2012-10-17',
		Statement: [
			{Effect: 'Allow', Action: '*', Resource: '*'},
			{Effect: 'Deny', Action: denied, Resource: '*'},
		],
	};
}
