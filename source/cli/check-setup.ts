import {isIdentityLost} from '../aws/errors.js';
import {regionProblem} from '../aws/regions.js';
import {type AwsSession} from '../aws/session.js';
import {progressOf} from '../guides/setup-progress.js';
import {orElse, faultRow} from '../guides/guard-guide.js';
import {type CheckedSetup} from '../guides/checklist-table.js';
import {type Check, type Location} from '../guides/guide.js';
import {loadGuide} from '../guides/registry.js';
import {overlapRow} from '../guides/setup-notes.js';
import {type Guide, type Assessment} from '../guides/assessable-guide.js';
import {checkShape} from '../setups/check-shape.js';
import {describeDamage} from '../setups/preview-setups.js';
import {InputError} from '../diagnostic.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type BrokenSetup} from '../setups/setup-store.js';
import {type AwsAccess} from './open-aws.js';
import {noIdentity} from './no-identity.js';
import {exitCodes, problemOf} from './problems.js';

/** What `checkSetup` needs beside the setup. */
type CheckSetupOptions = {
	/** Hears that answers arrived. */
	update?: (checks: () => Check[]) => void;
	/** The saved setups that may share something with it. */
	saved?: readonly SavedSetup[];
};

/**
Looks at AWS and fills in the checklist of one saved setup. A setup that cannot be understood is a failing row. Rejects
when AWS gives no identity, or no region is known.
*/
export async function checkSetup(
	each: SavedSetup | BrokenSetup,
	access: AwsAccess,
	options: CheckSetupOptions = {},
): Promise<CheckedSetup> {
	if ('broken' in each && each.recovered) {
		const checked = await checkSetup(each.recovered, access, options);
		return {...checked, checks: [damagedRow(each), ...checked.checks]};
	}

	if ('broken' in each) {
		return unreadableSetup(
			{...nowhere, name: each.name},
			`It cannot be read: ${each.broken}.`,
			`The file is ${each.file}. Mend it, or move it away and set up again.`,
		);
	}

	const {account = '', setup} = each;
	const {name, guide: guideId, region = ''} = setup;
	const location = {name, guide: guideId, account, region};
	const guide = await loadGuide(guideId);
	if (!guide) {
		return unreadableSetup(
			location,
			`This version of workato-aws has no guide "${guideId}".`,
			'Use the version that saved it, or a newer one.',
		);
	}

	try {
		checkShape(setup, guide.schema, name);
	} catch (error) {
		if (!(error instanceof InputError)) {
			throw error;
		}

		return unreadableSetup(
			location,
			`Its answers cannot be used: ${error.problems.map(({message}) => message).join('; ')}.`,
			'Apply a corrected setup file, or resume it in the assistant.',
		);
	}

	const assessed = await assessSetup(guide, each, access, options.update);
	if ('row' in assessed) {
		return {...location, checks: [assessed.row]};
	}

	const {session, identity} = assessed;
	if (identity.state !== 'found') {
		throw await noIdentity(identity, access);
	}

	const checkedLocation = {
		...location,
		account: account || identity.value.account,
		region: session.region,
	};
	const isTakenBack = progressOf(each, []).state === 'taken back';
	const {at = ''} = each.journal.findLast(({state}) => state === 'done') ?? {};
	return {
		...checkedLocation,
		checks: isTakenBack
			? assessed.checks
			: [...assessed.checks, ...overlapRows(guide, each, checkedLocation, options.saved ?? [])],
		...(isTakenBack && {takenBackAt: at}),
	};
}

// The others' answers are held against this one's; AWS is not asked for them.
function overlapRows(
	guide: Guide,
	{setup}: SavedSetup,
	location: Required<Location>,
	saved: readonly SavedSetup[],
): Check[] {
	return orElse(
		() =>
			overlapRow(
				guide.overlaps(
					setup,
					location,
					saved.filter((other) => other.setup.name !== setup.name),
				),
			),
		(error) => [faultRow(error)],
	);
}

// What is wrong with one setup, in its file or in this program, is a row of that setup; the others are checked all the same.
async function assessSetup(
	guide: Guide,
	saved: SavedSetup,
	access: AwsAccess,
	update?: (checks: () => Check[]) => void,
): Promise<(Pick<Assessment, 'identity' | 'checks'> & {session: AwsSession}) | {row: Check}> {
	const {region} = saved.setup;
	const problem = region === undefined ? undefined : regionProblem(region);
	if (problem !== undefined) {
		return {
			row: unreadable(
				`Its answers cannot be used: ${problem}`,
				'Apply a corrected setup file, or resume it in the assistant.',
			),
		};
	}

	const session = await access.open(region);
	try {
		return {session, ...(await guide.assess(session, saved, update))};
	} catch (error) {
		if (isOutside(error)) {
			throw error;
		}

		return {row: faultRow(error)};
	}
}

// The way to AWS is the same for every setup.
function isOutside(error: unknown): boolean {
	return problemOf(error).code !== 'unexpected';
}

/** Whether AWS stopped taking the identity while it was asked. */
export function hasLostIdentity({checks}: CheckedSetup): boolean {
	return checks.some(({trouble}) => isIdentityLost(trouble));
}

/**
1 when a row fails; 3 when none does but one that matters could not be looked at; else 0. What a setup that was taken back does not hold
any more is no failure: it is gone because the person asked for that.
*/
export function checkExitCode(setups: readonly CheckedSetup[]): number {
	const rows = setups.flatMap(({checks, takenBackAt}) =>
		takenBackAt === undefined ? checks : checks.filter(({status}) => status !== 'fail'),
	);
	if (rows.some(({status}) => status === 'fail')) {
		return exitCodes.failed;
	}

	return rows.some(({status, isSupplementary = false}) => status === 'unknown' && !isSupplementary)
		? exitCodes.noAccess
		: exitCodes.done;
}

const nowhere = {guide: '', account: '', region: ''};

function damagedRow(damaged: BrokenSetup): Check {
	return {
		...unreadable(
			describeDamage(damaged),
			`Open it in the assistant, or apply its setup file: what can be read is then saved anew, and the damaged file is kept beside it. It is ${damaged.file}`,
		),
		status: 'warn',
	};
}

function unreadableSetup(
	setup: Omit<CheckedSetup, 'checks'>,
	detail: string,
	fix: string,
): CheckedSetup {
	return {...setup, checks: [unreadable(detail, fix)]};
}

function unreadable(detail: string, fix: string): Check {
	return {
		id: 'saved-setup',
		title: 'The saved setup can be read',
		status: 'fail',
		detail,
		fix,
	};
}
