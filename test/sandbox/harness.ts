import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {IAMClient} from '@aws-sdk/client-iam';
import {
	CreateKeyCommand,
	DescribeKeyCommand,
	KMSClient,
	type KeyMetadata,
	ListKeysCommand,
} from '@aws-sdk/client-kms';
import {SecretsManagerClient} from '@aws-sdk/client-secrets-manager';
import {STSClient} from '@aws-sdk/client-sts';
import {startSandbox, type Sandbox} from '../../source/sandbox/server.js';
import {sandboxControl, sendToSandbox} from '../support/sandbox-control.js';

/** The account of the practice identity. */
export const account = '111122223333';

/** Workato's role in the practice account of Workato. */
export const workatoRole = 'arn:aws:iam::999988887777:role/Workato_EKM';

type Identity = {
	region?: string;
	accessKeyId?: string;
	sessionToken?: string | undefined;
	maxAttempts?: number;
};

/** Options that point an unmodified SDK client at a sandbox. */
export const clientOptions = (
	{url, environment}: Sandbox,
	{region = 'us-east-1', accessKeyId, sessionToken, maxAttempts = 1}: Identity = {},
) => ({
	endpoint: url,
	region,
	maxAttempts,
	credentials: {
		accessKeyId: accessKeyId ?? environment.AWS_ACCESS_KEY_ID ?? '',
		secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
		...(accessKeyId === undefined
			? {sessionToken: environment.AWS_SESSION_TOKEN ?? ''}
			: sessionToken !== undefined && {sessionToken}),
	},
});

/** A sandbox in a folder of its own, clients for it, and its own endpoints. */
export const openSandbox = async () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-'));
	const stateFile = path.join(folder, 'state.json');
	const sandbox = await startSandbox({stateFile});
	const control = sandboxControl(sandbox.url);
	const send = async (method: string, target: string, body?: unknown) =>
		sendToSandbox(sandbox.url, method, target, body);

	return {
		sandbox,
		stateFile,
		kms: (identity?: Identity) => new KMSClient(clientOptions(sandbox, identity)),
		iam: (identity?: Identity) => new IAMClient(clientOptions(sandbox, identity)),
		sts: (identity?: Identity) => new STSClient(clientOptions(sandbox, identity)),
		secrets: (identity?: Identity) => new SecretsManagerClient(clientOptions(sandbox, identity)),
		send,
		post: async (target: string, body: unknown) => control('POST', target, body),
		get: async (target: string) => control('GET', target),
		async [Symbol.asyncDispose]() {
			await sandbox.close();
			rmSync(folder, {recursive: true});
		},
	};
};

/** A sandbox that a test opened. */
export type OpenSandbox = Awaited<ReturnType<typeof openSandbox>>;

/** A new key with the default policy, unless `policy` is given. */
export const newKey = async (
	kms: KMSClient,
	policy?: object,
): Promise<{Arn: string; KeyId: string}> => {
	const {KeyMetadata} = await kms.send(
		new CreateKeyCommand(policy ? {Policy: JSON.stringify(policy)} : {}),
	);
	return {Arn: KeyMetadata?.Arn ?? '', KeyId: KeyMetadata?.KeyId ?? ''};
};

/** What the SDK calls the error of a call that has to fail, and its message. */
export const failureOf = async (
	call: Promise<unknown>,
): Promise<{name: string; message: string}> => {
	try {
		await call;
	} catch (error) {
		if (error instanceof Error) {
			return {name: error.name, message: error.message};
		}
	}

	throw new Error('The call did not fail.');
};

/** What AWS says about a call that has to fail. */
export const messageOf = async (call: Promise<unknown>): Promise<string> => {
	const {message} = await failureOf(call);
	return message;
};

/** The IDs of the keys in the client's region. */
export const keyIds = async (kms: KMSClient): Promise<Array<string | undefined>> => {
	const {Keys = []} = await kms.send(new ListKeysCommand({}));
	return Keys.map(({KeyId}) => KeyId);
};

/** The key that an ID, ARN or alias stands for, as KMS describes it. */
export const describeKey = async (
	kms: KMSClient,
	KeyId: string,
): Promise<KeyMetadata | undefined> => {
	const {KeyMetadata} = await kms.send(new DescribeKeyCommand({KeyId}));
	return KeyMetadata;
};

/** The statement that keeps the account in charge of a key. */
export const ownerStatement = {
	Sid: 'Enable IAM User Permissions',
	Effect: 'Allow',
	Principal: {AWS: `arn:aws:iam::${account}:root`},
	Action: 'kms:*',
	Resource: '*',
};

/** The statement that lets Workato use a key. */
export const workatoStatement = {
	Sid: 'Allow use of the key',
	Effect: 'Allow',
	Principal: {AWS: workatoRole},
	Action: ['kms:Encrypt', 'kms:Decrypt'],
	Resource: '*',
};

/** A policy of the given statements. */
export const policyOf = (...statements: object[]) => ({
	Version: '2012-10-17',
	Statement: statements,
});
