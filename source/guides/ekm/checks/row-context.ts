import {parseKeyArn} from '../../../aws/arn.js';
import {type Lookup} from '../../../aws/errors.js';
import {type Statement} from '../../../policy/policy-document.js';
import {type KeyProperties} from '../../../policy/request-context.js';
import {type PartsOf, rowFor, type Verdict, cannotTell} from '../../checklist-table.js';
import {type OwnSetup, nameWorkato, type WorkatoName} from '../../ownership.js';
import {type EkmAnswers} from '../answers.js';
import {type Location} from '../../guide.js';
import {type EkmObservation} from '../observation.js';
import {wantedStatements, workatoAccounts} from '../validate-statement.js';
import {type Owner} from '../statement-rules.js';

/** What the checklist needs beside the answers and AWS: whose setup it is, and since when. */
export type CheckedSetup = OwnSetup & {
	/** ISO 8601: when the key or its policy was last changed by this setup; use before that proves nothing. */
	since: string;
	/** The key's ARN from the answers or the journal, for when AWS does not describe the key. */
	keyArn?: string;
	/** ISO 8601: when this setup asked for the deletion of the key it made, if that was the last it did. */
	takenBack?: string;
};

/** A key, as far as a policy speaks of it, and when it was looked at, in milliseconds since 1970. */
export type LocatedKey = {
	arn: string;
	account: string;
	properties?: KeyProperties;
	now?: number | undefined;
};

/** The key whose policy and grants are looked at; without its ARN nothing is planned. */
export type OpenKey = Omit<LocatedKey, 'arn'> & {arn: string | undefined};

/** What all rows are worked out from. */
export type RowContext = {
	answers: EkmAnswers;
	observation: Partial<EkmObservation>;
	own: CheckedSetup;
	/** The account that the key is in, as far as that is known. */
	owner: Owner;
	/** The key, once its account is known. */
	placed: OpenKey | undefined;
	/** The statements that belong in the key policy. */
	wanted: Statement[];
	workato: WorkatoName;
};

/** What AWS is asked for, and where the setup belongs, or else where the person works. */
export type RowParts = PartsOf<EkmObservation> & {home: Partial<Location>};

/** Writes down a row of this guide's checklist. */
export const row = rowFor<RowContext, RowParts>();

/** Works out once what the rows share. */
export function rowContext(
	answers: EkmAnswers,
	observation: Partial<EkmObservation>,
	own: CheckedSetup,
): RowContext {
	const {key, identity, observedAt} = observation;
	const caller = identity?.state === 'found' ? identity.value : undefined;
	const facts = key?.state === 'found' ? key.value : undefined;
	// Where AWS does not describe the key, its ARN is known from the answers or the journal, or not at all.
	const arn = [facts?.arn, own.keyArn].find(Boolean);
	const account = [arn && parseKeyArn(arn)?.account, own.account, caller?.account].find(Boolean);
	const owner = {
		...(account && {account}),
		...(caller && {partition: caller.partition}),
	};
	return {
		answers,
		observation,
		own,
		owner,
		placed: account
			? {
					arn,
					account,
					...(facts && {
						properties: {
							spec: facts.spec,
							usage: facts.usage,
							origin: facts.origin,
							multiRegion: facts.multiRegion ?? 'no',
						},
					}),
					now: observedAt === undefined ? undefined : Date.parse(observedAt),
				}
			: undefined,
		wanted: wantedStatements(answers, owner),
		workato: nameWorkato(workatoAccounts(answers, owner), own.pastedAccounts),
	};
}

/** Where the setup belongs; not known before AWS has said who is signed in, unless it is saved. */
export function homeOf({
	observation: {identity, region},
	own,
}: RowContext): Lookup<Partial<Location>> | undefined {
	const signedIn = identity?.state === 'found' ? identity.value.account : undefined;
	const account = own.account ?? signedIn;
	const home = own.region ?? region;
	return own.account === undefined && !identity
		? undefined
		: {
				state: 'found',
				value: {
					...(account !== undefined && {account}),
					...(home !== undefined && {region: home}),
				},
			};
}

/** The verdict of a row that cannot be worked out without knowing which key it is about. */
export const noArn = cannotTell(
	'The key’s ARN is not known: AWS does not describe the key.',
	'Get the permission kms:DescribeKey, and look again.',
	{cause: 'no-arn'},
);

/** The verdict of a row that has nothing to look at, because the key is not there. */
export function noKey(): Verdict {
	return cannotTell('There is no key to look at yet.', 'Finish “Review and apply” first.', {
		cause: 'no-key',
	});
}
