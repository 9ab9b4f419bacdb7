import {type Lookup} from '../../../aws/errors.js';
import {type KeyGrants} from '../../../resources/kms-key/read.js';
import {joinWords} from '../../../terminal/phrases.js';
import {outsideAccess, type OutsideAccess} from '../../../policy/outside-access.js';
import {type GrantedOutside, outsideGrants} from '../../../policy/outside-grants.js';
import {type PolicyDocument} from '../../../policy/policy-document.js';
import {formatWord} from '../../../terminal/foreign-text.js';
import {asking, type Verdict, troubleOf, cannotTell, pass} from '../../checklist-table.js';
import {type WorkatoName} from '../../ownership.js';
import {type EkmObservation} from '../observation.js';
import {findUnwritable, keyPolicyAs} from '../../../resources/kms-key/desired.js';
import {type Change} from '../../../resources/call.js';
import {limitChangeId} from '../../../resources/kms-key/effects.js';
import {type OpenKey, type RowContext} from './row-context.js';

/** Who outside the account gets anything from a key, by its policy and its grants; what is open can be kept to the account. */
export function outsiders(
	policy: PolicyDocument,
	key: OpenKey,
	{wanted, observation, workato}: Pick<RowContext, 'wanted' | 'observation' | 'workato'>,
): Verdict {
	const access = outsideAccess(policy, key, wanted);
	const {grants} = observation;
	const given =
		grants?.state === 'found' ? outsideGrants(grants.value.grants, key.account, wanted) : undefined;
	const open = access.filter(({level}) => ['anyone', 'more', 'any-account'].includes(level));
	const found = [...open, ...(given?.outsiders ?? [])].map(({explanation}) => explanation);
	const grantId = given?.outsiders[0]?.id;
	const unseen = [unseenOrganisations(access), unseenGrants(grants, given?.unreadable ?? 0)].filter(
		(each) => each !== undefined,
	);
	const doubts = unseen.map(({detail}) => detail);
	if (open.some(({level}) => level === 'anyone')) {
		return {
			status: 'fail',
			detail: words(`Any AWS account may use this key. ${describeAccess(found)}`, ...doubts),
			...fixOf(policy, open, key, {observation, grantId}),
		};
	}

	if (found.length > 0) {
		return {
			status: 'warn',
			detail: words(describeAccess(found), ...doubts),
			...fixOf(policy, open, key, {observation, grantId}),
		};
	}

	if (grants === undefined) {
		return asking;
	}

	return unseen.length > 0
		? cannotTell(words(...doubts), words(...unseen.map(({fix}) => fix)), {
				...troubleOf([grants]),
			})
		: pass(calm(access, given, {account: key.account, workato}));
}

const describeAccess = (found: readonly string[]) => `Also open: ${found.join(' ')}`;

const words = (...parts: ReadonlyArray<string | undefined>) =>
	parts.filter((part) => part !== undefined).join(' ');

type Unseen = {detail: string; fix: string};

/** The services that are kept to an organisation; nothing where there are none. AWS tells no member's key whose organisation it is. */
function unseenOrganisations(access: readonly OutsideAccess[]): Unseen | undefined {
	const kept = access.filter(({level}) => level === 'organisation');
	const ids = [...new Set(kept.flatMap(({organisations}) => organisations))];
	const isOne = ids.length === 1;
	return ids.length === 0
		? undefined
		: {
				detail: `Whose ${isOne ? 'organisation' : 'organisations'} ${joinWords(ids)} ${isOne ? 'is' : 'are'} cannot be seen from here: for all ${isOne ? 'its' : 'their'} accounts ${joinWords([...new Set(kept.flatMap(({services}) => services))])} may use this key, by ${joinWords(kept.map(({name}) => name))}.`,
				fix: `Compare ${joinWords(ids)} with the Id of yours: aws organizations describe-organization. If it is another one, keep the statement to your own in the KMS console.`,
			};
}

/** Why the grants say nothing, or not all; nothing when each of them was seen, or they are still asked for. */
function unseenGrants(
	grants: Lookup<KeyGrants> | undefined,
	unreadable: number,
): Unseen | undefined {
	if (grants === undefined) {
		return undefined;
	}

	if (grants.state !== 'found') {
		const {reason, code} =
			grants.state === 'unknown'
				? grants
				: {reason: 'AWS shows none of this key', code: 'NotFound'};
		return {
			detail: `The grants of the key could not be looked at: ${reason} (${code})`,
			fix: 'Get the permission kms:ListGrants, and look again: a grant lets somebody use the key although no policy says so.',
		};
	}

	return !grants.value.isWhole || unreadable > 0
		? {
				detail: `Not all grants of the key could be looked at: ${unreadable > 0 ? `of ${unreadable} AWS does not say whose they are` : `there are more than the first ${grants.value.grants.length}`}.`,
				fix: 'See the rest with: aws kms list-grants.',
			}
		: undefined;
}

/** What is to be said where nothing is open: no more than was seen. */
function calm(
	access: readonly OutsideAccess[],
	given: GrantedOutside | undefined,
	{account, workato}: {account: string; workato: WorkatoName},
): string {
	const {own: grants = 0, granted = 0} = given ?? {};
	const isGranted = granted > 0 || access.some(({level}) => level === 'granted');
	const named = (level: OutsideAccess['level']) =>
		joinWords([
			...new Set(access.filter((each) => each.level === level).flatMap(({services}) => services)),
		]);
	const [working, reading] = [named('own-service'), named('service-looks')];
	return [
		isGranted
			? working === '' && reading === ''
				? `Outside the account, only what ${workato.its('statement')} says.`
				: `Of other accounts, only what ${workato.its('statement')} says.`
			: 'No one outside the account is let in.',
		...(working === ''
			? []
			: [`AWS services work with it for account ${account} alone: ${working}.`]),
		...(reading === '' ? [] : [`AWS services may look at it: ${reading}.`]),
		...(grants === 0
			? []
			: [
					`${grants === 1 ? '1 grant is' : `${grants} grants are`} for roles of the account and AWS services that work for it.`,
				]),
	].join(' ');
}

function fixOf(
	policy: PolicyDocument,
	open: readonly OutsideAccess[],
	{arn, account}: OpenKey,
	{observation, grantId}: {observation: Partial<EkmObservation>; grantId: string | undefined},
): Pick<Verdict, 'fix' | 'fixChanges'> {
	const fixChanges =
		arn === undefined || observation.key?.state !== 'found'
			? []
			: limitChange(arn, account, policy, open);
	const [blocker] = findUnwritable(fixChanges, observation.policyLosses);
	const isPlanned = fixChanges.length > 0 && blocker === undefined;
	const limited = isPlanned ? open.filter((each) => each.limited) : [];
	const fix = words(
		limited.length > 0
			? `Keep ${joinWords(limited.map(({name}) => name))} to account ${account}: kms:PutKeyPolicy.`
			: undefined,
		limited.length < open.length
			? 'If you do not know this access, take the statement out in the KMS console.'
			: undefined,
		blocker && `${blocker.message} ${blocker.hint}`,
		grantId === undefined
			? undefined
			: `If you do not know ${open.length > 0 ? 'the grant, revoke it' : 'this access, revoke the grant'}: aws kms revoke-grant --key-id ${arn ?? 'KEY'} --grant-id ${formatWord(grantId)}`,
	);
	return limited.length > 0 ? {fix, fixChanges} : {fix};
}

/** The change that puts a condition on statements which are open to outsiders, so that they are for the key's account alone. */
function limitChange(
	keyArn: string,
	account: string,
	before: PolicyDocument,
	open: readonly OutsideAccess[],
): Change[] {
	const limited = new Map(open.flatMap(({index, limited}) => (limited ? [[index, limited]] : [])));
	if (limited.size === 0) {
		return [];
	}

	const after = {
		...before,
		Statement: before.Statement.map((statement, index) => limited.get(index) ?? statement),
	};
	return keyPolicyAs(
		{
			id: limitChangeId,
			title: `Keep the key policy to account ${account}`,
			why: 'The statements stay for your own account, and every other statement stays as it is. Whoever else uses the key by them can then no longer do so.',
		},
		keyArn,
		{before, after},
	);
}
