import pLimit from 'p-limit';
import {bannerOf} from '../aws/session-place.js';
import {notTakenBack} from '../guides/setup-progress.js';
import {setupsFolder} from '../setups/home-folder.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {openSetupStore, type BrokenSetup} from '../setups/setup-store.js';
import {unlessCancelled} from './cancel.js';
import {
	checkExitCode,
	checkSetup,
	checkJson,
	hasLostIdentity,
} from './check-setup.js';
import {checkLines, type CheckView} from './check-text.js';
import {chooseSetups, nameGiven} from './saved-setups.js';
import {type CommandContext, type Flags} from './context.js';
import {openAws} from './open-aws.js';
import {fitTo} from './line.js';
import {type Output} from './output.js';
import {renewHint} from './no-identity.js';
import {tellLook} from './tell-progress.js';
import {watchSetups} from './watch-setups.js';

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

/** Prints the checklist of the named setups, or of all. Reads AWS and writes nothing anywhere. */
export async function runCheck(
	{setups: words, watch, view, flags}: CheckOptions,
	context: CommandContext,
	output: Output,
): Promise<number> {
	const {env, signal} = context;
	const store = openSetupStore(setupsFolder(env, flags.sandbox));
	const names = await Promise.all(
		words.map(async (word) => nameGiven(store, word)),
	);
	// A name that is wrong is said before anything is started.
	chooseSetups(store, names, flags);
	const access = await openAws({flags, env});
	try {
		const limit = pLimit(atOnce);
		const told = (each: SavedSetup | BrokenSetup) =>
			tellLook(
				'broken' in each ? {name: each.name, guide: ''} : each.setup,
				output,
				context,
			);
		const look = async () => {
			const saved = notTakenBack(
				store.list().flatMap((each) => ('broken' in each ? [] : [each])),
			);
			return unlessCancelled(
				Promise.all(
					chooseSetups(store, names, flags).map(async (each) =>
						limit(async () =>
							checkSetup(each, access, {
								saved,
								...(!watch && {update: told(each)}),
							}),
						),
					),
				),
				signal,
			);
		};

		if (watch) {
			return await watchSetups(look, {
				access,
				context,
				output,
				view,
			});
		}

		const checked = await look();
		if (output.isJson) {
			output.json(checkJson(checked));
		} else {
			const banners = new Set(access.sessions().map((each) => bannerOf(each)));
			const lines = [
				...[...banners].filter((banner) => banner !== ''),
				...checkLines(checked, output.symbols, view),
			];
			// Here a long ARN is to be read, not copied.
			const columns = output.isHeard ? undefined : context.stdout.columns?.();
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
