import {GetPolicyCommand, GetPolicyVersionCommand} from '@aws-sdk/client-iam';
import {type PolicyDocument} from '../../policy/policy-document.js';
import {type AwsSession} from '../session.js';
import {decodePolicy} from './decode-policy.js';

/** Gives the default version of a managed policy by its ARN. Rejects with the SDK's error, or where it cannot be read. */
export type ManagedPolicies = (arn: string) => Promise<PolicyDocument>;

/** Managed policies for one look at AWS: each is asked for once, however many roles it is attached to. */
export function managedPolicies({
	iam,
}: Pick<AwsSession, 'iam'>): ManagedPolicies {
	const read = async (arn: string) => {
		const {Policy} = await iam.send(new GetPolicyCommand({PolicyArn: arn}));
		const {PolicyVersion} = await iam.send(
			new GetPolicyVersionCommand({
				PolicyArn: arn,
				VersionId: Policy?.DefaultVersionId,
			}),
		);
		return decodePolicy(PolicyVersion?.Document);
	};

	const known = new Map<string, Promise<PolicyDocument>>();
	return async (arn) => {
		const answer = known.get(arn) ?? read(arn);
		known.set(arn, answer);
		return answer;
	};
}
