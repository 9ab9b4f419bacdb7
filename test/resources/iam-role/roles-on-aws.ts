import {type Answer, type Asked} from '../../aws/answering-aws.js';

/** What a made-up account holds. */
export type Account = {
	roles: readonly string[];
	/** Attached to every role. */
	managed?: string;
	/** Operation → error code. */
	errors?: Readonly<Record<string, string>>;
	/** Roles on one page of the account's listing. */
	pageSize?: number;
};

export const trust = {
	Version: '2012-10-17',
	Statement: [
		{
			Effect: 'Allow',
			Principal: {AWS: 'arn:aws:iam::999988887777:root'},
			Action: 'sts:AssumeRole',
			Condition: {StringEquals: {'sts:ExternalId': 'a+b c%/é'}},
		},
	],
};

export const permissions = {
	Version: '2012-10-17',
	Statement: [{Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*'}],
};

/** The ARN of a managed policy of that account. */
export const policyArn = (name: string) => `arn:aws:iam::111122223333:policy/${name}`;

const encoded = (policy: object) => encodeURIComponent(JSON.stringify(policy));

const roleFields = (name: string) =>
	`<RoleName>${name}</RoleName><Path>/</Path><Arn>arn:aws:iam::111122223333:role/${name}</Arn>
	<AssumeRolePolicyDocument>${encoded(trust)}</AssumeRolePolicyDocument>
	<PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType>
	<PermissionsBoundaryArn>${policyArn('Boundary')}</PermissionsBoundaryArn></PermissionsBoundary>
	<Tags><member><Key>team</Key><Value>data</Value></member></Tags>
	<RoleLastUsed><LastUsedDate>2026-11-20T10:00:00Z</LastUsedDate><Region>us-east-1</Region></RoleLastUsed>`;

const attachedFields = (managed: string | undefined) =>
	managed
		? `<member><PolicyName>${managed}</PolicyName><PolicyArn>${policyArn(managed)}</PolicyArn></member>`
		: '';

/** IAM's answers for such an account. */
export function answerIam(
	{roles, managed, errors = {}, pageSize = 100}: Account,
	{operation, input}: Asked,
): Answer {
	const error = errors[operation];
	if (error) {
		return {error};
	}

	const name = roles.find((each) => each.toLowerCase() === input.RoleName?.toLowerCase());
	if (input.RoleName && !name) {
		return {error: 'NoSuchEntity', status: 404};
	}

	switch (operation) {
		case 'GetRole': {
			return {body: `<Role>${roleFields(name ?? '')}</Role>`};
		}

		case 'ListRolePolicies': {
			return {
				body: '<PolicyNames><member>read</member></PolicyNames><IsTruncated>false</IsTruncated>',
			};
		}

		case 'GetRolePolicy': {
			return {
				body: `<PolicyName>read</PolicyName><PolicyDocument>${encoded(permissions)}</PolicyDocument>`,
			};
		}

		case 'ListAttachedRolePolicies': {
			return {
				body: `<AttachedPolicies>${attachedFields(managed)}</AttachedPolicies><IsTruncated>false</IsTruncated>`,
			};
		}

		case 'GetPolicy': {
			return {
				body: '<Policy><DefaultVersionId>v3</DefaultVersionId></Policy>',
			};
		}

		case 'GetPolicyVersion': {
			return input.VersionId === 'v3'
				? {
						body: `<PolicyVersion><Document>${encoded(permissions)}</Document></PolicyVersion>`,
					}
				: {error: 'NoSuchEntity', status: 404};
		}

		case 'GetAccountAuthorizationDetails': {
			const start = Number(input.Marker ?? 0);
			const end = start + pageSize;
			return {
				body: `<RoleDetailList>${roles
					.slice(start, end)
					.map(
						(each) => `<member>${roleFields(each)}
					<RolePolicyList><member><PolicyName>read</PolicyName><PolicyDocument>${encoded(permissions)}</PolicyDocument></member></RolePolicyList>
					<AttachedManagedPolicies>${attachedFields(managed)}</AttachedManagedPolicies></member>`,
					)
					.join(
						'',
					)}</RoleDetailList><IsTruncated>${end < roles.length}</IsTruncated>${end < roles.length ? `<Marker>${end}</Marker>` : ''}`,
			};
		}

		default: {
			return {error: 'InvalidAction'};
		}
	}
}
