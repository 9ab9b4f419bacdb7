import {GetKeyPolicyCommand, KMSClient, paginateListKeys} from '@aws-sdk/client-kms';
import {z} from 'zod';
import {seededState} from '../../source/sandbox/seeded-account.js';
import {startSandbox} from '../../source/sandbox/server.js';
import {sandboxStateFile} from '../../source/setups/home-folder.js';
import {type FreshHome} from '../support/fresh-home.js';
import {sandboxControl, type SandboxControl} from '../support/sandbox-control.js';

/** The sandbox that belongs to a home, run by the test beside the program: they share its state on disk. */
export type HomeSandbox = AsyncDisposable & {
	/** Points a program at this sandbox through AWS_ENDPOINT_URL. */
	readonly env: Readonly<Record<string, string>>;
	/** An unmodified SDK client with the practice identity. */
	readonly kms: KMSClient;
	/** The ARNs of all keys in us-east-1, AWS's own too, but not those that every practice account has from the start. */
	readonly keys: () => Promise<string[]>;
	/** The policy of a key, as text. */
	readonly policyOf: (key: string) => Promise<string>;
	/** Calls one of the sandbox's own endpoints, such as `POST /_sandbox/keys`. */
	readonly control: SandboxControl;
	/** The operations that this process was asked for since the log was emptied, in their order. */
	readonly operations: () => Promise<string[]>;
	/** Those of them that change something in AWS. */
	readonly writes: () => Promise<string[]>;
};

const callsSchema = z.array(z.object({operation: z.string(), write: z.boolean()}));

const seeded = new Set(Object.keys(seededState().keys));

/** Starts the sandbox of a home in this process. Use with `await using`. */
export async function homeSandbox(home: FreshHome): Promise<HomeSandbox> {
	const sandbox = await startSandbox({stateFile: sandboxStateFile(home.env)});
	const {environment: env, url} = sandbox;
	const kms = new KMSClient({
		endpoint: url,
		region: 'us-east-1',
		credentials: {
			accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
			secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
			sessionToken: env.AWS_SESSION_TOKEN ?? '',
		},
	});
	const control = sandboxControl(url);
	const calls = async () => callsSchema.parse(await control('GET', '/_sandbox/calls'));

	return {
		env,
		kms,
		control,
		async keys() {
			const arns: string[] = [];
			for await (const {Keys = []} of paginateListKeys({client: kms}, {})) {
				arns.push(...Keys.map(({KeyArn = ''}) => KeyArn));
			}

			return arns.filter((arn) => !seeded.has(arn));
		},
		async policyOf(key) {
			const {Policy = ''} = await kms.send(
				new GetKeyPolicyCommand({KeyId: key, PolicyName: 'default'}),
			);
			return Policy;
		},
		async operations() {
			const all = await calls();
			return all.map(({operation}) => operation);
		},
		async writes() {
			const all = await calls();
			return all.filter(({write}) => write).map(({operation}) => operation);
		},
		async [Symbol.asyncDispose]() {
			kms.destroy();
			await sandbox.close();
		},
	};
}
