import {setupTag} from '../../aws/find-key-by-tag.js';
import {type Call} from '../../changes/change.js';
import {cleanLine} from '../../terminal/text.js';
import {withoutEmptyRun} from '../call-input.js';
import {type Handover} from '../handover.js';
import {mergeCall} from './merge-lines.js';
import {commandOf, textField, wordOf} from './words.js';

/** The lines for the roles, call by call in the order of the plan: each project's role, then what it may read. */
export function roleLines(handover: Handover): string[] {
	const changes = handover.changes.filter(({call}) => call.service === 'iam');
	const lines = changes.flatMap(({call, group}) => [
		...linesOf(call, handover),
		...(call.operation === 'PutRolePolicy'
			? [
					`say "Role ARN of" ${wordOf(cleanLine(group ?? ''), handover)}: "$(aws iam get-role --role-name ${roleOf(call, handover)} --query Role.Arn --output text)"`,
					'',
				]
			: []),
	]);
	return lines.length === 0
		? []
		: [
				...lines,
				'say "Secrets with a customer managed key also need kms:Decrypt on it: workato-aws check names them."',
			];
}

function linesOf(call: Call, handover: Handover): string[] {
	const role = roleOf(call, handover);
	switch (call.operation) {
		case 'CreateRole': {
			return [
				`tag=$(look aws iam get-role --role-name ${role} --query "Role.Tags[?Key=='${setupTag}'].Value | [0] || 'none'" --output text)`,
				'if [[ -z $tag ]]; then',
				`	say "Creating the role" ${role}`,
				`	${commandOf(withoutEmptyRun(call), handover)} >/dev/null`,
				'elif [[ $tag != "$setup" ]]; then',
				`	stop "The role" ${role} "is there already, and this setup did not make it."`,
				'else',
				...trustLines(
					role,
					textField(call, 'AssumeRolePolicyDocument'),
					handover,
				).map((line) => `	${line}`),
				'fi',
			];
		}

		case 'UpdateAssumeRolePolicy': {
			return trustLines(role, textField(call, 'PolicyDocument'), handover);
		}

		default: {
			// It may have got statements since, such as for the keys of the secrets.
			const policy = wordOf(textField(call, 'PolicyName'), handover);
			return [
				`if [[ -z $(look aws iam get-role-policy --role-name ${role} --policy-name ${policy} --query PolicyName --output text) ]]; then`,
				`	${commandOf(call, handover)}`,
				'fi',
			];
		}
	}
}

function trustLines(role: string, trust: string, handover: Handover): string[] {
	return [
		`policy=$(aws iam get-role --role-name ${role} --query Role.AssumeRolePolicyDocument --output json)`,
		`merged=$(${mergeCall('policy', trust, handover)})`,
		'if [[ -n $merged ]]; then',
		`	say "Letting Workato assume the role" ${role}`,
		`	aws iam update-assume-role-policy --role-name ${role} --policy-document "$merged"`,
		'fi',
	];
}

function roleOf(call: Call, handover: Handover): string {
	return wordOf(textField(call, 'RoleName'), handover);
}
