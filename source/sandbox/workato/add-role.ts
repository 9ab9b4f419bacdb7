import {randomUUID} from 'node:crypto';
import * as z from 'zod';
import {newContext} from '../aws-call.js';
import {AwsError, jsonAnswer, type Answer} from '../answer.js';
import {type Caller} from '../evaluate.js';
import {runOperation} from '../operations.js';
import {type State, allowEverything, sandboxWorkatoAccount} from '../state.js';
import {type World} from '../world.js';
import {identify} from '../callers.js';
import {namedSecrets, externalIdOf, findProject} from './projects.js';

const isKeyValue = (text: unknown): boolean => {
	try {
		return z.record(z.string(), z.json()).safeParse(JSON.parse(z.string().parse(text))).success;
	} catch {
		return false;
	}
};

const reasons: Readonly<Record<string, string>> = {
	ResourceNotFoundException: 'AWS has no such secret with a value.',
	InvalidRequestException: 'This secret is scheduled for deletion in AWS.',
	DecryptionFailure: 'The key of this secret cannot be used in AWS.',
};

/** Why Workato cannot use a secret, in a sentence; nothing when it can. */
const problemWith = (
	world: World,
	state: State,
	caller: Caller,
	arn: string,
): string | undefined => {
	const region = arn.split(':', 4)[3] ?? '';
	try {
		const context = newContext(world, {state, caller, region, requestId: randomUUID()});
		const answer = runOperation('secretsmanager', 'GetSecretValue', {SecretId: arn}, context);
		return isKeyValue(answer?.SecretString)
			? undefined
			: 'This secret is plain text; we can use JSON key/value only.';
	} catch (error) {
		if (!(error instanceof AwsError)) {
			throw error;
		}

		return error.code === 'AccessDeniedException'
			? error.message.includes('KMS')
				? 'AWS did not let the role use the key of this secret.'
				: 'AWS did not let the role read this secret.'
			: (reasons[error.code] ?? `AWS refused: ${error.code}.`);
	}
};

const addRoleSchema = z.object({
	/** The project's ID or name. */
	project: z.union([z.string(), z.number()]).transform(String).optional(),
	/** With `workspace`, or without a project, Workato uses the workspace's external ID. */
	scope: z.enum(['project', 'workspace']).default('project'),
	roleArn: z.string(),
	/** The one secret to try; left out, every secret that the role's policies name. */
	secretArn: z.string().optional(),
});

const cleanRoleArn = /^arn:aws:iam::\d{12}:role\/[\w+,\-.\/=@]+$/v;

/** Workato's own identity; its half, a policy that lets it ask for any role, is taken for granted. */
const workato: Caller = {
	account: sandboxWorkatoAccount,
	arn: `arn:aws:sts::${sandboxWorkatoAccount}:assumed-role/Workato_Secrets/workato`,
	identity: `arn:aws:iam::${sandboxWorkatoAccount}:role/Workato_Secrets`,
	policies: [allowEverything],
};

const credentialsAnswer = z.object({
	Credentials: z.object({AccessKeyId: z.string(), SessionToken: z.string()}),
});

/** Who Workato is once it has assumed the role, as it does on AWS: with the session name `workato`. */
const assume = (world: World, state: State, roleArn: string, externalId: string): Caller => {
	const form = new URLSearchParams({
		RoleArn: roleArn,
		RoleSessionName: 'workato',
		ExternalId: externalId,
	});
	const region = 'us-east-1';
	const context = newContext(world, {state, caller: workato, region, requestId: randomUUID()});
	const answer = runOperation('sts', 'AssumeRole', form, context);
	const {AccessKeyId, SessionToken} = credentialsAnswer.parse(answer).Credentials;
	const caller = identify(
		state,
		'secretsmanager',
		{accessKeyId: AccessKeyId, region},
		SessionToken,
	);
	// Nobody else uses these keys.
	Reflect.deleteProperty(state.callers, AccessKeyId);
	return caller;
};

type Trial = {arn: string; problem: string | undefined};

const verdict = (isAccepted: boolean, message: string, trials: Trial[] = []): Answer =>
	jsonAnswer({
		accepted: isAccepted,
		message,
		secrets: trials.map(({arn, problem}) => ({
			arn,
			readable: problem === undefined,
			...(problem !== undefined && {message: problem}),
		})),
	});

const validate = (trials: Trial[]): Answer => {
	const failed = trials.filter(({problem}) => problem !== undefined);
	const [first] = failed;
	if (first) {
		const others = failed.length > 1 ? ` The same goes for ${failed.length - 1} more.` : '';
		return verdict(
			false,
			`We could assume the role. ${first.problem ?? ''} (${first.arn})${others}`,
			trials,
		);
	}

	return trials.length === 0
		? verdict(false, 'We could assume the role, but its policies name no secret.')
		: verdict(
				true,
				`We could assume the role and read ${trials.length === 1 ? 'its secret' : `its ${trials.length} secrets`}.`,
				trials,
			);
};

/** "Add the role to your Workato account": Workato assumes the role with the project's external ID and reads its secrets. */
export const addRole = async (world: World, body: unknown): Promise<Answer> => {
	const {project, scope, roleArn, secretArn} = addRoleSchema.parse(body);
	if (!cleanRoleArn.test(roleArn)) {
		return verdict(
			false,
			'This is not the ARN of a role. Copy it again, without spaces or other characters around it.',
		);
	}

	return world.file.change((state) => {
		const isWorkspace = project === undefined || scope === 'workspace';
		const found = isWorkspace ? undefined : findProject(state, project);
		if (!isWorkspace && !found) {
			return verdict(false, `We have no project ${project}.`);
		}

		let caller: Caller;
		try {
			caller = assume(world, state, roleArn, externalIdOf(state, found));
		} catch (error) {
			if (!(error instanceof AwsError)) {
				throw error;
			}

			return verdict(
				false,
				`AWS did not let us assume this role. Check that its trust policy names our account ID and the external ID of ${found ? 'this project' : 'the workspace'}.`,
			);
		}

		const role = state.identities[roleArn];
		const arns = secretArn === undefined ? (role ? namedSecrets(state, role) : []) : [secretArn];
		return validate(
			arns.map((arn) => ({
				arn,
				problem: problemWith(world, state, caller, arn),
			})),
		);
	});
};
