import {randomUUID} from 'node:crypto';
import {type AwsSession, type Identity} from '../aws/session.js';
import {simulationStatements} from '../aws/permissions.js';
import {partitionOfRegion, regionProblem} from '../aws/regions.js';
import {exportFiles} from '../engine/export/export-text.js';
import {exportFormats, type ExportedFile, type ExportFormat} from '../engine/export/formats.js';
import {
	operatorStatements,
	policyText,
	statementsToStart,
	undoStatements,
} from '../engine/export/permissions.js';
import {replay} from '../engine/replay.js';
import {type Statement} from '../policy/policy-document.js';
import {type ExportPlan} from '../resources/export.js';
import {checkShape} from '../setups/check-shape.js';
import {InputError} from '../diagnostic.js';
import {setupWord} from '../setups/setup-name.js';
import {quoteValue} from '../terminal/foreign-text.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {unknownAccount} from './guide.js';
import {loadGuide} from './registry.js';
import {type Guide} from './assessable-guide.js';

/** A setup in another team's language, and the name of a file for it. */
export type Exported = {
	text: string;
	fileName: string;
	/** What belongs beside that file: its commands name it. */
	beside: readonly ExportedFile[];
	/** What was left to find out for whoever applies it, and why; one sentence each. */
	notes: string[];
};

/** Gives a session to ask AWS with. Rejects where there is none to be had. */
export type AskAws = () => Promise<AwsSession>;

/**
Writes a setup out in a format. What follows from the answers and the journal is not asked of AWS again; what only AWS knows is
asked with `ask`, and without it the text finds it out when it is applied. `fileName` is what the text will be called; else it is
called after the setup. What the journal says is already made is marked for
adoption where the format can do that. Rejects with `InputError`: an answer is missing or refused, there is no region, the
credentials are of another account, or the format cannot say what the setup wants.
*/
export async function exportSetup(
	format: ExportFormat,
	saved: SavedSetup,
	{ask, fileName}: {ask?: AskAws; fileName?: string} = {},
): Promise<Exported> {
	const {plan, notes} = await planExport(format, saved, ask);
	const [{text, fileName: name}, ...beside] = exportFiles(format, {
		...plan,
		...(fileName !== undefined && {fileName}),
	});
	return {text, fileName: name, beside, notes};
}

/** The least IAM policy for whoever takes the setup back with `undo`. Rejects as `exportSetup` does. */
export async function exportUndoPermissions(saved: SavedSetup): Promise<Exported> {
	const {plan} = await planExport('permissions', saved);
	return {
		text: policyText(undoStatements(plan)),
		fileName: `undo-${plan.fileName}`,
		beside: [],
		notes: [],
	};
}

/**
The IAM policy to ask for: what the setup needs, and for this operator to ask IAM whether it is allowed. Rejects with
`InputError` where there is no region.
*/
export async function exportPermissions(saved: SavedSetup, operator?: Identity): Promise<Exported> {
	const statements = [
		...(await neededPermissions(saved)),
		...(operator ? simulationStatements(operator) : []),
	];
	return {
		text: policyText(statements),
		fileName: fileNameOf(saved.setup.name, 'permissions'),
		beside: [],
		notes: [],
	};
}

/**
What an operator of a setup has to be allowed: just what its answers need, or, while it still lacks some, what its guide
proposes and lists. Rejects with `InputError` where there is no region.
*/
export async function neededPermissions(saved: SavedSetup): Promise<Statement[]> {
	try {
		const {plan} = await planExport('permissions', saved);
		return operatorStatements(plan);
	} catch (error) {
		if (error instanceof InputError) {
			return statementsToStart(usualExport(await guideOf(saved), saved));
		}

		throw error;
	}
}

/** What is planned for an export, and what holds once it is applied. */
export type PlannedExport = {
	plan: ExportPlan;
	notes: string[];
	/** What is unknown of the plan's `unknown` groups. */
	unknownWhat: string;
	applied: Awaited<ReturnType<Guide['planAll']>>['applied'];
};

/** Everything that a setup wants of AWS, by its answers. Rejects as `exportSetup` does. */
export async function planExport(
	format: ExportFormat,
	saved: SavedSetup,
	ask?: AskAws,
): Promise<PlannedExport> {
	const guide = await guideOf(saved);
	const {account, names} = saved;
	const {name} = saved.setup;
	// Nobody can know beforehand what a script of a setup that was never saved will know its own by.
	const mark = saved.runId === '' && format === 'shell' ? randomUUID() : saved.runId;
	const setup = checkShape(saved.setup, guide.schema, name);
	const region = regionOf(saved);
	const missing = guide.missing(setup);
	if (missing.length > 0) {
		throw new InputError(
			'missing-answer',
			`The setup "${name}" has no ${missing.map((field) => `"${field}"`).join(' and no ')} yet.`,
			'Answer that first, in the assistant or in the setup file.',
		);
	}

	const marked = {...saved, setup, runId: mark};
	const scope = {region, ...(account && {account})};
	const known = await guide.planAll(marked, scope);
	const asked =
		known.unknown.groups.length > 0 && ask
			? await askAws(async (session) => guide.planAll(marked, scope, session), {
					ask,
					what: known.unknown.what,
				})
			: undefined;
	const {changes, blockers, identity, unknown, applied} = asked?.plan ?? known;
	const [first] = blockers;
	if (first) {
		throw new InputError(first.code, blockers.map(({message}) => message).join('\n'), first.hint);
	}

	if (identity.state !== 'found') {
		throw new Error('A plan that nobody was asked for has its identity.');
	}

	const planned = identity.value;
	const plan = exportPlan(guide, marked, format, {
		changes,
		unknown: new Set(unknown.groups),
		...(planned.account !== unknownAccount && {account: planned.account}),
		planned,
		region,
		...(names && {names}),
	});
	return {plan, notes: asked?.notes ?? [], unknownWhat: unknown.what, applied};
}

// Asks AWS once more for what is not known. Where it does not answer, what was known before has to do.
async function askAws(
	planWith: (session: AwsSession) => ReturnType<Guide['planAll']>,
	{ask, what}: {ask: AskAws; what: string},
): Promise<{
	plan?: Awaited<ReturnType<Guide['planAll']>>;
	notes: string[];
}> {
	const leftOut = (reason: string) => ({
		notes: [
			`AWS could not be asked ${what}. ${reason}`,
			'A script and Terraform find it out when they run; a template asks for it. With --offline AWS is not asked.',
		],
	});
	let session: AwsSession;
	try {
		session = await ask();
	} catch (error) {
		return leftOut(error instanceof Error ? error.message : String(error));
	}

	const plan = await planWith(session);
	const {asked, identity} = plan;
	if (asked?.state !== 'found') {
		return leftOut(asked?.state === 'unknown' ? asked.reason : 'It did not say who asks.');
	}

	// The keys of another account are no answer.
	if (identity.state === 'found' && asked.value.account !== identity.value.account) {
		throw new InputError(
			'other-account',
			`These credentials are for account ${asked.value.account}, and the setup is for account ${identity.value.account}.`,
			'Use credentials of that account, or --offline not to ask AWS.',
		);
	}

	return {plan, notes: []};
}

// What a setup of this guide will most likely want, while its answers do not tell.
function usualExport(guide: Guide, saved: SavedSetup): ExportPlan {
	const {account = unknownAccount} = saved;
	const region = regionOf(saved);
	const planned = {account, partition: partitionOfRegion(region)};
	return exportPlan(guide, saved, 'permissions', {
		changes: guide.usualChanges(planned, region),
		unknown: new Set(),
		...(saved.account && {account}),
		planned,
		region,
	});
}

function exportPlan(
	{title, partner, groups, resources}: Guide,
	{setup: {name}, runId, journal}: SavedSetup,
	format: ExportFormat,
	planned: Pick<ExportPlan, 'changes' | 'unknown' | 'account' | 'planned' | 'region' | 'names'>,
): ExportPlan {
	return {
		name,
		fileName: fileNameOf(name, format),
		title,
		words: {partner, group: groups?.one ?? 'setup'},
		resources,
		mark: runId,
		effects: replay(journal).effects,
		...planned,
	};
}

/** The guide of a saved setup. Rejects with `InputError` where this version has none of that name. */
export async function guideOf({setup: {guide: id}}: SavedSetup): Promise<Guide> {
	const guide = await loadGuide(id);
	if (guide) {
		return guide;
	}

	throw new InputError(
		'unknown-guide',
		`This version of workato-aws has no guide ${quoteValue(id)}.`,
		'Use the version that saved it, or a newer one.',
	);
}

function fileNameOf(name: string, format: ExportFormat): string {
	const ending = exportFormats.find(({id}) => id === format)?.ending ?? format;
	return `${setupWord(name, '_.')}.${ending}`;
}

function regionOf({setup: {name, region}}: SavedSetup): string {
	const problem = region === undefined ? undefined : regionProblem(region);
	if (region === undefined || problem !== undefined) {
		throw new InputError(
			'region-missing',
			problem ?? `The setup "${name}" has no region yet.`,
			'Give it with --region, or in the setup file as "region".',
		);
	}

	return region;
}
