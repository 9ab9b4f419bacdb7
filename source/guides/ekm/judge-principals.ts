import {namePrincipal} from '../../policy/explain-statement.js';
import {joinWords} from '../../policy/join-words.js';
import {toList, type Statement, quote} from '../../policy/policy-document.js';
import {
	parsePrincipalElement,
	parsePrincipals,
} from '../../policy/principals.js';
import {type StatementProblem} from '../../policy/validate-key-policy.js';

/** What is known about the person's own AWS account. */
export type OwnAccount = {account?: string; partition?: string};

/** A concern that a person may agree to. */
export type Warning = {id: string; message: string; fix?: 'add-resource'};

/** Finds principals that may never use the key: everyone, AWS services, people of an identity provider, other partitions. */
export function refusePrincipals(
	{Principal}: Statement,
	{partition}: OwnAccount,
): StatementProblem[] {
	const rows =
		typeof Principal === 'string'
			? [{kind: 'AWS', text: Principal, path: ['Principal']}]
			: Object.entries(Principal ?? {}).flatMap(([kind, who]) =>
					toList(who).map((text, index) => ({
						kind,
						text,
						path: ['Principal', kind, index],
					})),
				);
	return rows.flatMap(({kind, text, path}): StatementProblem[] => {
		const [who] = parsePrincipalElement({[kind]: text});
		if (who?.kind === 'everyone') {
			return [
				{
					code: 'principal',
					message:
						'Principal "*" opens the key to everyone in the world. It has to name Workato\'s role.',
					path,
				},
			];
		}

		if (kind === 'Service' || kind === 'Federated') {
			return [
				{
					code: 'principal',
					message: `${kind} opens the key to ${kind === 'Service' ? 'an AWS service' : 'people of an identity provider'}, and Workato comes as a role. Take ${quote(text)} out.`,
					path,
				},
			];
		}

		if (
			partition === undefined ||
			who?.partition === undefined ||
			who.partition === partition
		) {
			return [];
		}

		const message = `This principal is in the partition ${who.partition}, and your account is in ${partition}. They can never work together.`;
		return [{code: 'principal', message, path}];
	});
}

/** Lists what is unusual about whom the statements name, taken together. */
export function warnOfPrincipals(
	statements: Statement[],
	{account}: OwnAccount,
): Warning[] {
	const found = statements
		.flatMap((statement) => parsePrincipals(statement))
		.filter(
			({kind}) =>
				![
					'malformed',
					'everyone',
					'unique-id',
					'service',
					'federated',
				].includes(kind),
		);
	const unique = found.filter(
		(who, index) => found.findIndex(({id}) => id === who.id) === index,
	);
	const subject =
		statements.length === 1 ? 'The statement names' : 'The statements name';
	const own = unique.filter(
		(who) => account !== undefined && who.account === account,
	);
	const outside = [
		...new Set(
			unique.flatMap((who) =>
				who.account === undefined || who.account === account
					? []
					: [who.account],
			),
		),
	];
	const list = (who: typeof unique) =>
		joinWords(who.map((one) => namePrincipal(one)));
	return [
		unique.length > 1 || unique.some(({kind}) => kind !== 'role')
			? [
					{
						id: 'not-a-role',
						message: `${subject} ${list(unique)}. Workato’s own statement names one role.`,
					},
				]
			: [],
		own.length > 0
			? [
					{
						id: 'own-account',
						message: `${subject} ${list(own)}, and that is your own account, not Workato’s.`,
					},
				]
			: [],
		outside.length > 1
			? [
					{
						id: 'several-accounts',
						message: `The key is opened to ${outside.length} accounts: ${joinWords(outside)}.`,
					},
				]
			: [],
	].flat();
}
