import pLimit from 'p-limit';
import {bannerOf} from '../aws/endpoints.js';
import {notTakenBack} from '../guides/setup-progress.js';
import {setupsFolder} from '../setups/home-folder.js';
import {saveLastCheck} from '../setups/last-check.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {openSetupStore, type BrokenSetup} from '../setups/setup-store.js';
import {isIdentityLost} from '../aws/errors.js';
import {checkJson, summarise, type CheckedSetup} from '../guides/checklist-table.js';
import {type Check, type CheckStatus} from '../guides/guide.js';
import {formatName} from '../terminal/foreign-text.js';
import {type Symbols} from '../terminal/symbols.js';
import {wrapText} from '../terminal/text.js';
import {unlessCancelled, cancelled, exitCodes, problemOf} from './problems.js';
import {checkExitCode, checkSetup, hasLostIdentity} from './check-setup.js';
import {checkLines, type CheckView, fitChecklist, rowLines, statusLabels} from './check-text.js';
import {chooseSetups, nameGiven} from './given-setups.js';
import {type CommandContext, type Flags, type Output, fitTo, type Line} from './context.js';
import {openAws, type AwsAccess} from './open-aws.js';
import {renewHint} from './no-identity.js';
import {observationProgress} from './progress.js';

/** What `check` is asked for. */
export type CheckOptions = {
	setups: string[];
	/** Look again and again until the person stops it. */
	watch: boolean;
	view: CheckView;
	flags: Flags;
};

// Each setup asks AWS some ten things at once; this keeps far below its rates.
const atOnce = 4;

/** Prints the checklist of the named setups, or of all. Reads AWS and writes nothing there; of each setup is kept what it came to. */
export async function runCheck(
	{setups: words, watch, view, flags}: CheckOptions,
	context: CommandContext,
	output: Output,
): Promise<number> {
	const {env, signal} = context;
	const store = openSetupStore(setupsFolder(env, flags.sandbox));
	const names = await Promise.all(words.map(async (word) => nameGiven(store, word)));
	// A name that is wrong is said before anything is started.
	chooseSetups(store, names, flags);
	const access = await openAws({flags, env});
	try {
		const limit = pLimit(atOnce);
		const notify = (each: SavedSetup | BrokenSetup) =>
			observationProgress(
				'broken' in each ? {name: each.name, guide: ''} : each.setup,
				output,
				context,
			);
		const observe = async () => {
			const saved = notTakenBack(store.list().flatMap((each) => ('broken' in each ? [] : [each])));
			return unlessCancelled(
				Promise.all(
					chooseSetups(store, names, flags).map(async (each) =>
						limit(async () => {
							const checked = await checkSetup(each, access, {
								saved,
								...(!watch && {update: notify(each)}),
							});
							if (!('broken' in each)) {
								const at = context.now().toISOString();
								saveLastCheck(store.folder, each, {at, rows: summarise(checked.checks)});
							}

							return checked;
						}),
					),
				),
				signal,
			);
		};

		if (watch) {
			return await watchSetups(observe, {access, context, output, view});
		}

		const checked = await observe();
		if (output.isJson) {
			output.json(checkJson(checked));
		} else {
			const lines = [...bannersOf(access), ...checkLines(checked, output.symbols, view)];
			// Here a long ARN is to be read, not copied.
			const columns = output.isScreenReader ? undefined : context.stdout.columns?.();
			output.say(...(columns === undefined ? lines : fitTo(lines, columns)));
		}

		if (checked.some((each) => hasLostIdentity(each))) {
			output.note(await renewHint(access));
		}

		return checkExitCode(checked);
	} finally {
		await access.close();
	}
}

/** Seconds between two looks; each asks AWS some ten things for every setup and project. */
const pauses = {usual: 15, many: 60};
const manyRows = 100;

type Watch = {
	access: AwsAccess;
	context: CommandContext;
	output: Output;
	view: CheckView;
};

/**
Looks again and again until the person stops it, which rejects as cancelled. In a terminal the checklist is redrawn;
elsewhere, and where it is heard, it is printed once and then only what changes, as JSON one report for each change. While AWS cannot be reached
it goes on; when the sign-in ends it stops with the exit code for that.
*/
async function watchSetups(observe: () => Promise<CheckedSetup[]>, watch: Watch): Promise<number> {
	const {access, context, output} = watch;
	const {signal, wait} = context;
	let last: CheckedSetup[] | undefined;
	let trouble = '';
	for (;;) {
		const {checked, problem} = await observeOr(observe, last !== undefined);
		if (checked) {
			show(checked, last, watch);
			if (checked.some((each) => hasLostIdentity(each))) {
				output.note(await renewHint(access));
				return exitCodes.noAccess;
			}

			last = checked;
		} else if (problem !== trouble) {
			output.note(`${problem} Looking again.`);
		}

		trouble = problem;
		await wait(pauseAfter(last ?? []) * 1000, signal);
		if (signal.aborted) {
			throw cancelled('Stopped watching. Nothing was written.');
		}
	}
}

// Trouble on the way to AWS passes; a first look that fails, or a sign-in that is over, ends the command.
async function observeOr(
	observe: () => Promise<CheckedSetup[]>,
	hasObserved: boolean,
): Promise<{checked?: CheckedSetup[]; problem: string}> {
	try {
		return {checked: await observe(), problem: ''};
	} catch (error) {
		const {kind, message, exitCode} = problemOf(error);
		if (!hasObserved || exitCode !== exitCodes.noAccess || isIdentityLost(kind)) {
			throw error;
		}

		return {problem: message};
	}
}

function show(
	checked: readonly CheckedSetup[],
	last: readonly CheckedSetup[] | undefined,
	{access, context, output, view}: Watch,
): void {
	const {symbols} = output;
	const banners = bannersOf(access);
	const changes = last ? changeLines(last, checked, symbols) : undefined;
	if (output.isJson) {
		if (changes?.length !== 0) {
			output.json(checkJson(checked));
		}
	} else if (context.isTty && !output.isScreenReader) {
		const {columns, rows} = context.windowSize();
		const foot = `Looked at ${clock(context.now())}; looks again every ${pauseAfter(checked)} seconds. Ctrl+C ends it.`;
		// Whole: cut off, the name of a host would say less than it is.
		const head = banners.flatMap((text) => wrapText(text, columns));
		const end = wrapText(foot, columns);
		const lines = fitChecklist(checked, symbols, {
			columns,
			// The cursor stands on a line of its own.
			rows: rows - head.length - end.length - 1,
			view,
		});
		output.redraw([...head, ...lines, ...end]);
	} else if (!changes) {
		output.say(...banners, ...checkLines(checked, symbols, view));
	} else if (changes.length > 0) {
		output.say('', `${context.now().toISOString()}:`, ...changes);
	}
}

function bannersOf(access: AwsAccess): string[] {
	const banners = access.sessions().map((each) => bannerOf(each));
	return [...new Set(banners)].filter((banner) => banner !== '');
}

function pauseAfter(setups: readonly CheckedSetup[]): number {
	const rows = setups.flatMap(({checks}) => checks).length;
	return rows > manyRows ? pauses.many : pauses.usual;
}

function clock(now: Date): string {
	return now.toTimeString().slice(0, 8);
}

/** Whose detail is news: that of a row which passes may name the time of each use. */
const newsworthy: ReadonlySet<CheckStatus> = new Set(['fail', 'warn', 'unknown']);

/** What is different from the look before, as lines; nothing where all is as it was. */
function changeLines(
	before: readonly CheckedSetup[],
	now: readonly CheckedSetup[],
	symbols: Symbols,
): Line[] {
	const gone = before.filter(({name}) => now.every((each) => each.name !== name));
	return [
		...gone.map(({name}) => `${name}: not saved any more`),
		...now.flatMap(({name, checks}) => {
			const old = new Map(
				before.find((each) => each.name === name)?.checks.map((check) => [check.id, check]),
			);
			return checks.flatMap((check) => {
				const was = old.get(check.id);
				return isNews(check, was) ? changeOf(name, check, was, symbols) : [];
			});
		}),
	];
}

function isNews(now: Check, was: Check | undefined): boolean {
	return now.status !== was?.status || (newsworthy.has(now.status) && now.detail !== was.detail);
}

function changeOf(name: string, check: Check, was: Check | undefined, symbols: Symbols): Line[] {
	const location = check.group === undefined ? name : `${name}, ${formatName(check.group)}`;
	const from =
		was && was.status !== check.status ? ` (was: ${statusLabels[was.status].toLowerCase()})` : '';
	return [`${location}${from}`, ...rowLines(check, symbols)];
}
