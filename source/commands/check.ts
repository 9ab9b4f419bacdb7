import pLimit from 'p-limit';
import {bannerOf} from '../app/connection-words.js';
import {setupsFolder} from '../setups/home-folder.js';
import {openSetupStore} from '../setups/setup-store.js';
import {cleanText} from '../terminal/text.js';
import {unlessCancelled} from './cancel.js';
import {
	checkExitCode,
	checkSetup,
	summarise,
	type CheckedSetup,
} from './check-setup.js';
import {checkLines} from './check-text.js';
import {chooseSetups} from './choose-setups.js';
import {type CommandContext} from './context.js';
import {type CheckOptions} from './flags.js';
import {openAws} from './open-aws.js';
import {type Output} from './output.js';
import {renewHint, speaksOfLostIdentity} from './no-identity.js';

// Each setup asks AWS some ten things at once; this keeps far below its rates.
const atOnce = 4;

/** Prints the checklist of the named setups, or of all. Reads AWS and writes nothing anywhere. */
export async function checkCommand(
	{setups: names, flags}: CheckOptions,
	{env, signal, stderr}: CommandContext,
	output: Output,
): Promise<number> {
	const store = openSetupStore(setupsFolder(env, flags.sandbox));
	const chosen = chooseSetups(store, names, flags);
	const access = await openAws({flags, env});
	try {
		const limit = pLimit(atOnce);
		const checked = await unlessCancelled(
			Promise.all(
				chosen.map(async (each) => limit(async () => checkSetup(each, access))),
			),
			signal,
		);
		if (output.isJson) {
			output.json({
				version: 1,
				setups: checked.map(({checks, ...place}) => ({
					...place,
					checks: checks.map(({id, title, status, detail, fix}) => ({
						id,
						title,
						status,
						detail,
						fix,
					})),
				})),
				summary: summarise(checked),
			});
		} else {
			const banners = new Set(access.sessions().map((each) => bannerOf(each)));
			output.say(
				...[...banners].filter((banner) => banner !== ''),
				...checkLines(checked, output.symbols),
			);
		}

		if (checked.some((each) => hasLostIdentity(each))) {
			stderr.write(`${cleanText(await renewHint(access))}\n`);
		}

		return checkExitCode(checked);
	} finally {
		await access.close();
	}
}

// A row that could not look ends with AWS's code in brackets.
function hasLostIdentity({checks}: CheckedSetup): boolean {
	return checks.some(
		({status, detail}) =>
			status === 'unknown' &&
			speaksOfLostIdentity(
				/\((?<code>\w+)\)$/v.exec(detail)?.groups?.code ?? '',
			),
	);
}
