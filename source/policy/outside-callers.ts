import {conditionRows, type PolicyDocument, type Statement} from './policy-document.js';
import {parseOperator} from './compare-values.js';
import {
	matchCondition,
	type Knowledge,
	type RequestContext,
	type Value,
} from './match-condition.js';
import {type PrincipalInfo} from './principals.js';
import {
	keyContext,
	type KeyProperties,
	mergeContexts,
	notFromService,
	principalContext,
} from './request-context.js';

/** The key that somebody may come for, as far as it is known. */
export type OwnKey = {
	account: string;
	arn?: string | undefined;
	properties?: KeyProperties;
};

/** How far a statement's condition lets an outsider come. */
export type Reach =
	/** It is sure not to hold. */
	| 'kept out'
	/** It holds, or whoever asks can see to it that it does. */
	| 'let in'
	/** It asks for what cannot be seen from here. */
	| 'limited';

const accountIn = (arn: string): string | undefined => {
	const parts = arn.split(':', 6);
	return parts[0] === 'arn' ? parts[4] : undefined;
};

/** What an outsider sends where the own account, or a thing of the own account, would be named: anything else. */
const elsewhere = (account: string): Value => ({
	like: '*',
	isRuledOut: (wanted) => wanted === account || accountIn(wanted) === account,
});

/** Whether text of another account may fit: in a path such as `/x:iam::111122223333:role/` a wildcard finds whatever account it is to. */
const isOpenBeforeAccount = (pattern: string): boolean =>
	/[*?]/v.test(pattern.split(':', 5).slice(0, 4).join(':'));

/** The ARN of whoever is of another account. */
const elsewhereArn = (account: string): Value => ({
	like: '*',
	isRuledOut: (wanted, isPattern, isArn) =>
		accountIn(wanted) === account && (!isPattern || isArn || !isOpenBeforeAccount(wanted)),
});

const absentOr = (value: Value): Knowledge => ({oneOf: [[], [value]]});
const anything = absentOr({like: '*'});

const isEncryptionContext = (key: string): boolean => key.startsWith('kms:encryptioncontext:');

/** Every condition key that a policy names, in lower case. */
const keysIn = ({Statement}: PolicyDocument): string[] =>
	Statement.flatMap(({Condition}) => conditionRows(Condition).map(({key}) => key.toLowerCase()));

/**
What a request for the key holds that does not come from its account, or for a service, that the service makes for another one. A
service says for whom it works, and puts that customer's things into the encryption context; people put there what they like.
*/
export const outsideContext = (
	who: PrincipalInfo,
	action: string,
	{account, arn = '', properties = {}}: OwnKey,
	policy: PolicyDocument,
): RequestContext => {
	const other = elsewhere(account);
	const isService = who.kind === 'service';
	return mergeContexts(
		{
			'kms:CallerAccount': [other],
			...(isService
				? {
						'aws:SourceAccount': absentOr(other),
						'aws:SourceArn': absentOr(other),
						...Object.fromEntries(
							keysIn(policy)
								.filter((key) => isEncryptionContext(key))
								.map((key) => [key, absentOr(other)]),
						),
					}
				: {
						'aws:PrincipalAccount': [other],
						'aws:PrincipalArn': [elsewhereArn(account)],
						...notFromService,
					}),
		},
		keyContext(arn, action, properties),
		{'kms:ViaService': anything, 'kms:GrantIsForAWSResource': anything},
		principalContext(who),
		who.account === undefined ? {} : {'kms:CallerAccount': who.account},
	);
};

/** Condition keys whose value is up to whoever asks: what is tagged, named, sent or signed in with. */
const choosable = new Set([
	'aws:calledvia',
	'aws:calledviafirst',
	'aws:calledvialast',
	'aws:multifactorauthage',
	'aws:multifactorauthpresent',
	'aws:principalarn',
	'aws:principaltype',
	'aws:referer',
	'aws:sourceaccount',
	'aws:sourcearn',
	'aws:tagkeys',
	'aws:useragent',
	'aws:userid',
	'aws:username',
	'aws:viaawsservice',
	'kms:encryptioncontextkeys',
	'kms:grantconstrainttype',
	'kms:granteeprincipal',
	'kms:grantisforawsresource',
	'kms:grantoperations',
	'kms:requestalias',
	'kms:retiringprincipal',
	'kms:viaservice',
]);

const isChoosable = (key: string, operator: string, wanted: readonly string[]): boolean =>
	(choosable.has(key) &&
		// Only who is of the account that is named there comes with such an ARN.
		(key !== 'aws:principalarn' ||
			/not(?:equals|like)/iv.test(operator) ||
			wanted.some(
				(arn) =>
					!/^\d{12}$/v.test(accountIn(arn) ?? '') ||
					(parseOperator(operator).base === 'stringlike' && isOpenBeforeAccount(arn)),
			))) ||
	isEncryptionContext(key) ||
	/^aws:(?:principal|request)tag\//v.test(key);

/** What each line of a condition says to a request, and whether whoever asks has it in hand. */
const rowsOf = ({Condition}: Statement, context: RequestContext, hasVariables: boolean) =>
	conditionRows(Condition).map(({operator, key, wanted}) => ({
		isInHand: isChoosable(key.toLowerCase(), operator, wanted),
		...matchCondition({[operator]: {[key]: wanted}}, context, hasVariables),
	}));

/** Says how far a statement's condition lets in a request of which the context is all that is known. */
export const reachOf = (
	statement: Statement,
	context: RequestContext,
	hasVariables: boolean,
): Reach => {
	const rows = rowsOf(statement, context, hasVariables);
	return rows.some(({answer}) => answer === 'no')
		? 'kept out'
		: rows.every(({isInHand, answer}) => answer === 'yes' || isInHand)
			? 'let in'
			: 'limited';
};

/** Whether whoever asks can see to it that a Deny, of which it cannot be told whether it holds, does not. */
export const canAvoid = (
	denial: Statement,
	context: RequestContext,
	hasVariables: boolean,
): boolean =>
	rowsOf(denial, context, hasVariables).some(
		({isInHand, answer}) => answer === 'unknown' && isInHand,
	);

const organisationKeys = new Set(['aws:sourceorgid', 'aws:sourceorgpaths']);

/** The organisations that all values name; none where one of them fits others, too. */
const allOrganisations = (values: readonly string[]): string[] => {
	const ids = values.flatMap((value) => /^o-[\da-z]+(?=$|\/)/v.exec(value)?.[0] ?? []);
	return ids.length === values.length ? ids : [];
};

/** The organisations that a condition keeps a service to. Which one is the own one cannot be seen from here. */
export const organisationsIn = ({Condition}: Statement): string[] => [
	...new Set(
		conditionRows(Condition).flatMap(({operator, key, wanted}) =>
			// ForAllValues also holds for whoever is of no organisation.
			/^(?:foranyvalue:)?string(?:equals|like)(?:ignorecase)?$/iv.test(operator) &&
			organisationKeys.has(key.toLowerCase())
				? allOrganisations(wanted)
				: [],
		),
	),
];
