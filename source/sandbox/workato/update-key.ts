import {Buffer} from 'node:buffer';
import {randomUUID} from 'node:crypto';
import * as z from 'zod';
import {jsonAnswer, type Answer, AwsError} from '../answer.js';
import {type Caller} from '../evaluate.js';
import {runOperation} from '../operations.js';
import {workatoRoleName} from '../key-policy.js';
import {newContext} from '../aws-call.js';
import {allowEverything, sandboxWorkatoAccount} from '../state.js';
import {type World} from '../world.js';

/** What Workato's page shows under "Permission to access key", for the practice account. */
export const permissionToAccessKey = (): Answer =>
	jsonAnswer({
		statement: JSON.stringify(
			{
				Sid: 'Allow use of the key',
				Effect: 'Allow',
				Principal: {
					AWS: `arn:aws:iam::${sandboxWorkatoAccount}:role/${workatoRoleName}`,
				},
				Action: ['kms:Encrypt', 'kms:Decrypt'],
				Resource: '*',
			},
			undefined,
			2,
		),
	});

const cleanKeyArn =
	/^arn:aws:kms:(?<region>[\-0-9a-z]+):\d{12}:key\/(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/v;

/** Workato's identity for a principal: a role as named; an account or its root means the account's EKM role. */
const workatoCaller = (principal: string): Caller | undefined => {
	const account = /^(?:arn:aws:iam::)?(?<account>\d{12})(?::root)?$/v.exec(principal)?.groups
		?.account;
	const identity =
		account === undefined ? principal : `arn:aws:iam::${account}:role/${workatoRoleName}`;
	const role = /^arn:aws:iam::(?<account>\d{12}):role\/(?:.*\/)?(?<name>[^\/]+)$/v.exec(
		identity,
	)?.groups;
	return (
		role && {
			account: role.account ?? '',
			arn: `arn:aws:sts::${role.account ?? ''}:assumed-role/${role.name ?? ''}/workato`,
			identity,
			// Workato's half is taken for granted: its own policy lets it use the key.
			policies: [allowEverything],
		}
	);
};

const reasons: Readonly<Record<string, string>> = {
	AccessDeniedException:
		'AWS did not let us use this key. Check that our statement is in the key policy.',
	NotFoundException: 'AWS has no key with this ARN.',
	DisabledException: 'This key is disabled in AWS.',
	KMSInvalidStateException: 'This key cannot be used in its present state in AWS.',
	InvalidKeyUsageException: 'This is not a symmetric key for encryption and decryption.',
};

const tryKey = (keyArn: string, context: ReturnType<typeof newContext>): void => {
	const plaintext = Buffer.from('Can we use this key?').toString('base64');
	const text = {KeyId: keyArn, Plaintext: plaintext};
	const encrypted = runOperation('kms', 'Encrypt', text, context);
	const sealed = {KeyId: keyArn, CiphertextBlob: encrypted?.CiphertextBlob};
	const decrypted = runOperation('kms', 'Decrypt', sealed, context);
	if (decrypted?.Plaintext !== plaintext) {
		throw new AwsError('InvalidCiphertextException', 'What came back is not what was encrypted.');
	}
};

const updateKeySchema = z.object({keyArn: z.string(), principal: z.string()});

const verdict = (isAccepted: boolean, message: string): Answer =>
	jsonAnswer({accepted: isAccepted, message});

/**
"Update key" in Workato: takes the key's ARN, and says whether Workato's role can encrypt and decrypt with it.
`principal` is who Workato's statement names.
*/
export const updateKey = async (world: World, body: unknown): Promise<Answer> => {
	const {keyArn, principal} = updateKeySchema.parse(body);
	const region = cleanKeyArn.exec(keyArn)?.groups?.region;
	if (region === undefined) {
		return verdict(
			false,
			'This is not the ARN of a key. Copy it again, without spaces or other characters around it.',
		);
	}

	const caller = workatoCaller(principal);
	if (!caller) {
		return verdict(false, 'Our statement names no role or account of ours.');
	}

	if (world.outages.has(region)) {
		return verdict(false, 'AWS KMS does not answer in this region. Try again later.');
	}

	// A first call that worked has used the key, whatever the second one says: the verdict is no reason to forget it.
	return world.file.change((state) => {
		try {
			tryKey(keyArn, newContext(world, {state, caller, region, requestId: randomUUID()}));
			return verdict(true, 'Your key is in use now.');
		} catch (error) {
			if (!(error instanceof AwsError)) {
				throw error;
			}

			return verdict(false, reasons[error.code] ?? `AWS refused: ${error.code}.`);
		}
	});
};
