import {
	CreateRoleCommand,
	GetRoleCommand,
	GetRolePolicyCommand,
	PutRolePolicyCommand,
	UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import * as z from 'zod';
import {runTag} from '../aws/find-key-by-tag.js';
import {type AwsSession} from '../aws/session.js';
import {parsePolicyDocument} from '../policy/parse-policy-document.js';
import {type PolicyDocument} from '../policy/policy-document.js';
import {iamRemovals} from './iam-removals.js';
import {ifThere} from './if-there.js';
import {type Operation} from './operation.js';
import {policyTrace} from './policy-trace.js';

const roleName = z.object({RoleName: z.string()});
const createRoleInput = z.strictObject({
	RoleName: z.string(),
	Path: z.string().optional(),
	Description: z.string().optional(),
	AssumeRolePolicyDocument: z.string(),
	MaxSessionDuration: z.number().optional(),
	PermissionsBoundary: z.string().optional(),
	Tags: z.array(z.strictObject({Key: z.string(), Value: z.string()})),
});
const trustInput = z.strictObject({
	RoleName: z.string(),
	PolicyDocument: z.string(),
});
const inlinePolicyInput = trustInput.extend({PolicyName: z.string()});

async function getRole(session: AwsSession, name: string) {
	const {Role} = await session.iam.send(new GetRoleCommand({RoleName: name}));
	return Role;
}

// IAM gives policies URL-encoded (RFC 3986).
function decodePolicy(text: string): PolicyDocument {
	return parsePolicyDocument(decodeURIComponent(text));
}

const createRole: Operation = {
	async send(session, input) {
		const {Role} = await session.iamOnce.send(
			new CreateRoleCommand(createRoleInput.parse(input)),
		);
		if (!Role?.RoleName || !Role.Arn) {
			throw new Error('AWS did not say which role it made.');
		}

		return {RoleName: Role.RoleName, Arn: Role.Arn};
	},
	async find(session, input) {
		const {RoleName, Tags: wanted} = createRoleInput.parse(input);
		const role = await ifThere(getRole(session, RoleName));
		if (!role) {
			return {state: 'not done'};
		}

		const {Tags: tags = [], RoleName: name = RoleName, Arn = ''} = role;
		const run = wanted.find(({Key}) => Key === runTag)?.Value;
		const isOurs =
			run !== undefined &&
			tags.some(({Key, Value}) => Key === runTag && Value === run);
		return isOurs
			? {state: 'done', result: {RoleName: name, Arn}}
			: {state: 'other'};
	},
	async visible(session, input) {
		const {RoleName} = roleName.parse(input);
		return (await getRole(session, RoleName)) !== undefined;
	},
};

const updateTrustPolicy: Operation = {
	async send(session, input) {
		await session.iamOnce.send(
			new UpdateAssumeRolePolicyCommand(trustInput.parse(input)),
		);
		return {};
	},
	async find(session, input, before) {
		const {RoleName, PolicyDocument: wanted} = trustInput.parse(input);
		const role = await getRole(session, RoleName);
		const now = role?.AssumeRolePolicyDocument;
		return policyTrace(
			now === undefined ? undefined : decodePolicy(now),
			parsePolicyDocument(wanted),
			before,
		);
	},
	isOverwriting: true,
};

const putRolePolicy: Operation = {
	async send(session, input) {
		await session.iamOnce.send(
			new PutRolePolicyCommand(inlinePolicyInput.parse(input)),
		);
		return {};
	},
	async find(session, input, before) {
		const {
			RoleName,
			PolicyName,
			PolicyDocument: wanted,
		} = inlinePolicyInput.parse(input);
		const found = await ifThere(
			session.iam.send(new GetRolePolicyCommand({RoleName, PolicyName})),
		);
		const now = found?.PolicyDocument;
		return policyTrace(
			now === undefined ? undefined : decodePolicy(now),
			parsePolicyDocument(wanted),
			before,
		);
	},
	isOverwriting: true,
};

/** The IAM calls that write, by operation name. */
export const iamOperations: ReadonlyMap<string, Operation> = new Map([
	['CreateRole', createRole],
	['UpdateAssumeRolePolicy', updateTrustPolicy],
	['PutRolePolicy', putRolePolicy],
	...iamRemovals,
]);
