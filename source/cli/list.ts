import {describeStanding} from '../guides/setup-progress.js';
import {readLastCheck, type LastCheck} from '../setups/last-check.js';
import {byRecency, describeContents} from '../setups/preview-setups.js';
import {age} from '../terminal/phrases.js';
import {setupsFolder} from '../setups/home-folder.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type BrokenSetup} from '../setups/setup-store.js';
import {textWidth} from '../terminal/text.js';
import {allGuides, countGroups} from '../guides/registry.js';
import {ownCommand} from '../terminal/command-line.js';
import {defineCommand} from './command.js';
import {type CommandContext, type Flags, type Output} from './context.js';
import {exitCodes} from './problems.js';

/** Prints the saved setups: name, guide, account, region, how far they are and when they were saved. */
export const list = defineCommand({
	name: 'list',
	about: 'the saved setups',
	help: `
Examples:
  $ workato-aws list
  $ workato-aws list --sandbox --json`,
	read: ({flags}) => ({flags}),
	run,
});

async function run(
	{flags}: {flags: Flags},
	{env, now, stdout}: CommandContext,
	output: Output,
): Promise<number> {
	const {openSetupStore} = await import('../setups/setup-store.js');
	const store = openSetupStore(setupsFolder(env, flags.sandbox));
	const setups = byRecency(store.list());
	if (output.isJson) {
		output.json({
			version: 1,
			setups: setups.map((each) =>
				'broken' in each
					? {
							name: each.name,
							broken: each.broken,
							file: each.file,
							canBeRepaired: each.recovered !== undefined,
						}
					: facts(each),
			),
		});
		return exitCodes.done;
	}

	if (setups.length === 0) {
		output.say('There are no saved setups yet.', `Start one with: ${ownCommand()}`);
		return exitCodes.done;
	}

	const rows = setups.map((each) =>
		cells(each, now(), (saved) => readLastCheck(store.folder, saved)),
	);
	output.say(
		...(output.isScreenReader
			? rows.map((row) => row.filter((cell) => cell !== nothing).join(', '))
			: table(rows, stdout.columns?.() ?? Infinity)),
	);
	return exitCodes.done;
}

function facts({account, step, createdAt, updatedAt, setup}: SavedSetup) {
	const groups = countGroups(setup);
	return {
		name: setup.name,
		guide: setup.guide,
		...(groups && {[groups.field]: groups.count}),
		account: account ?? null,
		region: setup.region ?? null,
		step: step ?? null,
		createdAt,
		updatedAt,
	};
}

const nothing = '-';

function cells(
	each: SavedSetup | BrokenSetup,
	now: Date,
	lastCheckOf: (saved: SavedSetup) => LastCheck | undefined,
): string[] {
	if ('broken' in each) {
		const {name, broken, file, recovered} = each;
		return recovered
			? [
					recovered.setup.name,
					`damaged: ${broken} (${file}). Open it in the assistant to repair it: ${describeContents(recovered)} can still be read.`,
				]
			: [name, `cannot be read: ${broken} (${file})`];
	}

	const {account = nothing, updatedAt, setup} = each;
	const groups = countGroups(setup);
	const steps = allGuides().find(({id}) => id === setup.guide)?.steps ?? [];
	return [
		setup.name,
		groups === undefined
			? setup.guide
			: `${setup.guide} (${groups.count} ${groups.count === 1 ? groups.one : groups.many})`,
		account,
		setup.region ?? nothing,
		describeStanding(each, steps, {lastCheck: lastCheckOf(each), now: now.getTime()}),
		age(now.getTime() - Date.parse(updatedAt)),
	];
}

const headings = ['NAME', 'GUIDE', 'ACCOUNT', 'REGION', 'PROGRESS', 'SAVED'];

// Where the columns do not fit, each setup has its name on a line and the rest below.
function table(setups: readonly string[][], room: number): string[] {
	const rows = [headings, ...setups];
	// The long cell of an unreadable setup is not a column.
	const columns = rows.filter((row) => row.length > 2);
	const width = (column: number) =>
		Math.max(...(column === 0 ? rows : columns).map((row) => textWidth(row[column] ?? '')));
	const widths = headings.map((_heading, column) => width(column));
	const whole = widths.reduce((sum, each) => sum + each + 2, -2);
	if (whole > room) {
		return setups.flatMap(([name = '', ...more]) => [
			name,
			`  ${more.filter((cell) => cell !== nothing).join(', ')}`,
		]);
	}

	return rows.map((row) =>
		row
			.map((cell, column) =>
				column === row.length - 1
					? cell
					: cell + ' '.repeat((widths[column] ?? 0) - textWidth(cell)),
			)
			.join('  '),
	);
}
