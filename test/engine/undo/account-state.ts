import {
	GetRoleCommand,
	GetRolePolicyCommand,
	ListAttachedRolePoliciesCommand,
	ListRolePoliciesCommand,
	ListRolesCommand,
	type IAMClient,
} from '@aws-sdk/client-iam';
import {
	DescribeKeyCommand,
	GetKeyPolicyCommand,
	GetKeyRotationStatusCommand,
	ListAliasesCommand,
	ListKeysCommand,
	ListResourceTagsCommand,
	type KMSClient,
} from '@aws-sdk/client-kms';
import {canonicalStatement} from '../../../source/policy/compare-policies.js';
import {parsePolicyDocument} from '../../../source/policy/policy-document.js';

/** Where to ask; plain clients of the SDK answer sooner than a session that keeps IAM’s pace. */
type Clients = {kms: KMSClient; iam: IAMClient};

const meaning = (text = '') => {
	const {Version, Statement} = parsePolicyDocument(decodeURIComponent(text));
	return [Version, Statement.map((each) => canonicalStatement(each)).toSorted()];
};

async function keyState({kms}: Clients, KeyId: string) {
	const [{KeyMetadata}, {Policy}, {Tags}] = await Promise.all([
		kms.send(new DescribeKeyCommand({KeyId})),
		kms.send(new GetKeyPolicyCommand({KeyId, PolicyName: 'default'})),
		kms.send(new ListResourceTagsCommand({KeyId})),
	]);
	const {KeyRotationEnabled, RotationPeriodInDays} = await kms.send(
		new GetKeyRotationStatusCommand({KeyId}),
	);
	return {
		id: KeyId,
		state: KeyMetadata?.KeyState,
		description: KeyMetadata?.Description,
		policy: meaning(encodeURIComponent(Policy ?? '')),
		tags: Tags,
		rotation: [KeyRotationEnabled, RotationPeriodInDays],
	};
}

async function roleState({iam}: Clients, RoleName: string) {
	const [{Role}, {PolicyNames = []}, {AttachedPolicies}] = await Promise.all([
		iam.send(new GetRoleCommand({RoleName})),
		iam.send(new ListRolePoliciesCommand({RoleName})),
		iam.send(new ListAttachedRolePoliciesCommand({RoleName})),
	]);
	const inline = await Promise.all(
		PolicyNames.map(async (PolicyName) => {
			const {PolicyDocument} = await iam.send(new GetRolePolicyCommand({RoleName, PolicyName}));
			return [PolicyName, meaning(PolicyDocument)];
		}),
	);
	return {
		name: RoleName,
		trust: meaning(Role?.AssumeRolePolicyDocument),
		tags: Role?.Tags,
		inline,
		attached: AttachedPolicies,
	};
}

/** Everything in an account that a setup can touch, as data; policies by what they mean. */
export async function accountState(session: Clients) {
	const [{Keys = []}, {Aliases = []}, {Roles = []}] = await Promise.all([
		session.kms.send(new ListKeysCommand({})),
		session.kms.send(new ListAliasesCommand({})),
		session.iam.send(new ListRolesCommand({MaxItems: 1000})),
	]);
	return {
		keys: await Promise.all(Keys.map(async ({KeyId = ''}) => keyState(session, KeyId))),
		aliases: Aliases.map(({AliasName, TargetKeyId}) => [AliasName, TargetKeyId]),
		roles: await Promise.all(Roles.map(async ({RoleName = ''}) => roleState(session, RoleName))),
	};
}
