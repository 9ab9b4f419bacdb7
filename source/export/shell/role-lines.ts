import {type Change} from '../../resources/call.js';
import {tagText} from '../../guides/secrets/project-changes.js';
import {parsePolicyDocument} from '../../policy/parse-policy-document.js';
import {escapeOdd} from '../../terminal/foreign-text.js';
import {type Handover} from '../handover.js';
import {jsonWord, textField, wordOf} from './words.js';

/** The lines for the roles, project by project: what each has to be, and the call of the function that sees to it. */
export function roleLines(handover: Handover): string[] {
	const roles = Map.groupBy(
		handover.changes.filter(({call}) => call.service === 'iam'),
		({call}) => textField(call, 'RoleName'),
	);
	return roles.size === 0
		? []
		: [
				...Array.from(roles, ([name, changes]) =>
					linesOf(name, changes, handover),
				).flat(),
				'say "Secrets with a customer managed key also need kms:Decrypt on it: workato-aws check names them."',
			];
}

function linesOf(
	name: string,
	changes: readonly Change[],
	handover: Handover,
): string[] {
	const find = (operation: string) =>
		changes.find(({call}) => call.operation === operation)?.call;
	const create = find('CreateRole');
	const update = find('UpdateAssumeRolePolicy');
	const policy = find('PutRolePolicy');
	const project = changes[0]?.group ?? name;
	const trust = create
		? textField(create, 'AssumeRolePolicyDocument')
		: update && textField(update, 'PolicyDocument');
	if (trust === undefined || policy === undefined) {
		throw new Error('A role has a trust policy and a policy of its own.');
	}

	const word = (text: string) => wordOf(text, handover);
	const {Statement} = parsePolicyDocument(trust);
	const permissions = parsePolicyDocument(textField(policy, 'PolicyDocument'));
	return [
		`name=${word(name)}`,
		`project=${word(escapeOdd(project))} project_tag=${word(tagText(project))}`,
		`create=${create ? jsonWord(create.input, handover) : "''"}`,
		`trust=${jsonWord(Statement, handover)}`,
		`policy_name=${word(textField(policy, 'PolicyName'))}`,
		`policy=${jsonWord(permissions, handover)}`,
		'set_up_role',
		'',
	];
}
