import {joinWords} from '../../../terminal/phrases.js';
import {type AccessVerdict, type SecretReader} from '../../../policy/evaluate-secret-access.js';
import {findExtraPermissions} from '../../../policy/statement-coverage.js';
import {isUnderPrefix} from '../../../policy/secrets-permissions.js';
import {type SecretFacts} from '../../../resources/secret/read.js';
import {quoteText} from '../../../terminal/foreign-text.js';
import {
	couldNotObserveOne,
	firstFew,
	type Verdict,
	untilSoon,
	fail,
	cannotTell,
	warn,
	pass,
} from '../../checklist-table.js';
import {type ProjectAnswers} from '../answers.js';
import {secretsThere, type ProjectObservation, type ProjectRole} from '../observation.js';
import {patternOf, spelledSecrets} from '../wanted-secrets.js';
import {formatCount} from '../../../terminal/text.js';
import {ownPolicyName} from '../desired-role.js';
import {
	type OtherRoles,
	type Reader,
	mayRead,
	openReview,
	policiesBetween,
	readerOf,
	type SecretVerdict,
} from './secret-access.js';
import {noAnswer, noRole, row, secretsUnseen, type RowContext} from './row-context.js';

/** What the roles may do: this one reads each chosen secret and nothing else, and no other project's role reads them. */
export const permissionRows = [
	row({
		id: 'permissions',
		section: 'Its permissions',
		title: 'The role reaches each chosen secret',
		cause: 'a secret was added or renamed, a boundary or a Deny',
		solution: 'apply again; the row names what stops it',
		needs: ['role'],
		verdict: ({role}, context) =>
			untilSoon(policiesFor(role, context), context.now, (now) =>
				reaches(context, readerOf(role, now)),
			),
		absent: (context) => whenMade(context),
		fixChanges: ({planned}) => planned('putPolicy'),
	}),
	row({
		id: 'nothing-else',
		section: 'Its permissions',
		title: 'It reaches nothing else',
		cause: 'other policies of the role',
		solution: 'give Workato a role of its own',
		needs: ['role'],
		verdict: ({role}, context) => nothingElse(role, context),
		fixChanges: ({planned}) => planned('putPolicy'),
	}),
	row({
		id: 'only-own-project',
		section: 'Its permissions',
		title: 'No other project’s role reads these',
		cause: 'a prefix of one project holds what is another’s',
		solution: 'give each project secrets of its own',
		needs: ['seen', 'roles'],
		isShown: ({isOneOfMany}) => isOneOfMany,
		// Until the last role is known, this row alone keeps no project from being ready.
		isSupplementary: ({roles}) => roles === undefined,
		verdict: ({seen, roles}, context) => onlyOwn(seen, roles, context),
	}),
];

// All that has a say, as one policy: what ends in any of them ends the access.
function policiesFor(role: ProjectRole, {seen, observation, now}: RowContext) {
	const policies = policiesBetween(readerOf(role, now), secretsThere(seen), observation);
	return {Statement: policies.flatMap(({Statement}) => Statement)};
}

const notSeen: SecretVerdict = {
	name: 'A secret',
	verdict: 'cannot tell',
	because: 'AWS does not show it, see the row on the secrets.',
};

function reaches({project, seen, observation}: RowContext, reader: SecretReader): Verdict {
	if (!project.secrets) {
		return noAnswer('secrets');
	}

	if (seen?.secretsProblem) {
		return couldNotObserveOne(seen.secretsProblem);
	}

	const asked = (seen?.secrets ?? []).map(({secret}) =>
		secret.state === 'found' ? mayRead(reader, secret.value, observation) : notSeen,
	);
	const pick = (verdict: AccessVerdict['verdict']) =>
		asked.filter((each) => each.verdict === verdict);
	const describeSecrets = (list: typeof asked) =>
		firstFew(list.map(({name, because}) => `${name}: ${because}`));
	const [denied, unclear] = [pick('denied'), pick('cannot tell')];
	if (denied.length > 0) {
		return fail(describeSecrets(denied), denied.find(({fix}) => fix)?.fix ?? openReview, {
			alike: denied.map(({obstacle = 'not allowed'}) => obstacle).join(', '),
		});
	}

	if (unclear.length > 0) {
		return cannotTell(describeSecrets(unclear), 'Look at what is named; only Workato can try it.');
	}

	return asked.length === 0
		? warn(
				'No secret has a name that begins so, so there is nothing to read yet.',
				'Check the prefix, or make the secrets.',
			)
		: pass(
				`It may read ${asked.length === 1 ? (asked[0]?.name ?? '') : `all ${formatCount(asked.length, 'secret')}`}. What an organisation’s policies forbid cannot be seen.`,
			);
}

// Before the role is there: whether what is not ours to change would refuse it.
function whenMade(context: RowContext): Verdict {
	const {permissions, identity, roleName, now} = context;
	if (!permissions || !identity) {
		return noRole();
	}

	const verdict = reaches(context, {
		arn: `arn:${identity.partition}:iam::${identity.account}:role/${roleName}`,
		policies: [{name: ownPolicyName, document: permissions}],
		boundary: 'none',
		...(now !== undefined && {now}),
	});
	return verdict.status === 'fail'
		? {...verdict, detail: `Once the role is made: ${verdict.detail}`}
		: noRole();
}

function nothingElse({inline, attached}: ProjectRole, {permissions}: RowContext): Verdict {
	if (!permissions) {
		return cannotTell(
			'Which secrets it should read is not known yet.',
			'See the row on the secrets.',
		);
	}

	const extra = findExtraPermissions([...inline, ...attached], permissions);
	const isOurs = extra.some(({policy}) => policy === ownPolicyName);
	return extra.length === 0
		? pass('Its policies give exactly what this setup says.')
		: {
				status: isOurs ? 'fail' : 'warn',
				detail: firstFew(extra.map(({explanation}) => explanation)),
				fix: isOurs
					? openReview
					: 'If that is not meant, take it out in the IAM console; the assistant changes no policy but its own.',
			};
}

/** A secret that another role reads, or may read. */
type Reach = {reader: Reader; found: readonly SecretFacts[]; because: string};

function onlyOwn(
	{secrets, secretsProblem}: ProjectObservation,
	roles: OtherRoles,
	context: RowContext,
): Verdict {
	const {project, seen} = context;
	if (!project.secrets) {
		return noAnswer('secrets');
	}

	if (secretsProblem) {
		return couldNotObserveOne(secretsProblem);
	}

	const there = secretsThere(seen);
	const asked = there.length > 0 ? there : laterSecret(context);
	if (asked.length === 0) {
		return secretsUnseen;
	}

	const others = roles.readers.filter((reader) => reader.project.name !== project.name).length;
	const {unmeant, reached, doubtful} = reachedBy(asked, roles, project, others);
	const words = ({reader, found, because}: Reach, link: string) =>
		`The role ${reader.name} of ${quoteText(reader.project.name)}${link}${found.length === mostNamed && asked.length > mostNamed ? 'at least ' : ''}${joinWords(found.map(({name}) => name))}: ${because}`;
	const canRead = (some: readonly Reach[]) => some.map((each) => words(each, ' can read '));
	if (unmeant.length > 0) {
		return fail(
			firstFew(canRead(unmeant)),
			'Open “Review and apply”; what no change there takes away, take out of that role’s policies in the IAM console.',
		);
	}

	const unseen = roles.unseen.filter(({name}) => name !== project.name);
	const hidden = secrets.flatMap(({wanted, secret}) =>
		secret.state === 'unknown'
			? [`AWS does not show ${wanted}: ${secret.reason} (${secret.code})`]
			: secret.state === 'found' && secret.value.policy.state === 'unknown'
				? [
						`The resource policy of ${secret.value.name} could not be read: ${secret.value.policy.reason} (${secret.value.policy.code})`,
					]
				: [],
	);
	const doubts = [
		...unseen.map(
			({name, because}) => `The role of ${quoteText(name)} could not be looked at: ${because}`,
		),
		...doubtful.map((each) => words(each, ', ')),
		...hidden,
	];
	if (doubts.length > 0) {
		return cannotTell(
			firstFew([...doubts, ...canRead(reached)]),
			'Get the permission to read what is named, or look at it yourself.',
			{
				...(reached.length === 0 && {
					alike: `${unseen.length} unseen, ${doubtful.length} doubtful, ${hidden.length} hidden`,
				}),
			},
		);
	}

	if (reached.length > 0) {
		return warn(
			firstFew(canRead(reached)),
			'The answers say so. If it is not meant, give each project secrets of its own.',
		);
	}

	return others === 0
		? noRole()
		: pass(
				`${others === 1 ? 'The other role of this setup cannot' : `None of the ${others} other roles of this setup can`} read ${there.length > 0 ? 'them' : 'what will be there'}.`,
			);
}

// More of them are read than a row has room for.
const mostNamed = 3;

/**
Each other role is told with the first few secrets that it reads, or else with those that it may. What the answers give it is to be looked at;
what they do not (`unmeant`) is wrong, however much stands beside it that is meant, and is looked for among all of them.
*/
function reachedBy(
	secrets: readonly SecretFacts[],
	roles: OtherRoles,
	owner: ProjectAnswers,
	others: number,
): Record<'unmeant' | 'reached' | 'doubtful', Reach[]> {
	const unmeant = new Map<Reader, Reach>();
	const reached = new Map<Reader, Reach>();
	const doubtful = new Map<Reader, Reach>();
	const isFull = (kind: Map<Reader, Reach>, reader: Reader) =>
		kind.get(reader)?.found.length === mostNamed;
	const done = new Set<Reader>();
	const hold = (reader: Reader, secret: SecretFacts) => {
		if (reader.project.name === owner.name || (done.has(reader) && !hasPolicy(secret))) {
			return;
		}

		const allowed = isMeant(reader.project, owner, secret) ? reached : unmeant;
		if (isFull(allowed, reader)) {
			return;
		}

		const {verdict, because} = roles.verdict(reader, secret);
		// That one more secret may be read beside those which are meant to be says nothing new.
		const isNews = allowed === unmeant || !reached.has(reader);
		const kind =
			verdict === 'allowed' ? allowed : verdict === 'cannot tell' && isNews ? doubtful : undefined;
		if (kind && !isFull(kind, reader)) {
			const before = kind.get(reader);
			kind.set(reader, {because, ...before, reader, found: [...(before?.found ?? []), secret]});
		}

		// A role that may do no more than its answers say reads what is not meant only by a secret’s own policy.
		if (isFull(unmeant, reader) || (isFull(reached, reader) && roles.isExact(reader))) {
			done.add(reader);
		}
	};

	for (const secret of secrets) {
		if (done.size === others && !hasPolicy(secret)) {
			continue;
		}

		for (const reader of roles.candidates(secret)) {
			hold(reader, secret);
		}
	}

	const listOf = (kind: Map<Reader, Reach>) => Array.from(kind, ([, found]) => found);
	return {unmeant: listOf(unmeant), reached: listOf(reached), doubtful: listOf(doubtful)};
}

const hasPolicy = ({policy}: SecretFacts): boolean => policy.state === 'found';

/** Where a prefix reaches nothing yet: a secret as it may come. */
function laterSecret({project, identity, observation: {region}}: RowContext): SecretFacts[] {
	const wanted = spelledSecrets(project);
	if (!wanted || Array.isArray(wanted) || !identity || !region) {
		return [];
	}

	const {partition, account} = identity;
	const prefix = wanted === 'all' ? '' : wanted.prefix;
	return [
		{
			arn: `arn:${partition}:secretsmanager:${region}:${account}:secret:${prefix}later-AbCdEf`,
			name: `what will begin with ${prefix}`,
			policy: {state: 'absent'},
		},
	];
}

/** Whether the answers give a project a secret that another one has, too; by two prefixes of the projects' own names it is never meant. */
function isMeant(reader: ProjectAnswers, owner: ProjectAnswers, {arn}: SecretFacts): boolean {
	if (patternOf(reader) !== undefined && patternOf(owner) !== undefined) {
		return false;
	}

	const wanted = spelledSecrets(reader);
	return wanted === undefined
		? false
		: wanted === 'all' ||
				(Array.isArray(wanted) ? wanted.includes(arn) : isUnderPrefix(arn, wanted.prefix));
}
