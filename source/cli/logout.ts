import {cleanLine} from '../terminal/text.js';
import {chooseProfile} from './choose-profile.js';
import {type CommandContext} from './context.js';
import {type Flags} from './flags.js';
import {openIdentities} from './open-identities.js';
import {type Output} from './output.js';
import {exitCodes} from './problems.js';

/** Ends the one sign-in that a profile uses. Having nothing to end is no failure. */
export async function logoutCommand(
	{flags}: {flags: Flags},
	{env: outside}: CommandContext,
	output: Output,
): Promise<number> {
	const {env, services, close} = await openIdentities({flags, env: outside});
	try {
		const list = await services.list();
		const {profile, target} = chooseProfile(list, {flags, env});
		const {removed: signedOut, aws} = await services.signOut(target);
		output.say(
			signedOut
				? `Signed out of ${cleanLine(target.startUrl)} (profile ${cleanLine(profile)}). Every other sign-in stays.`
				: `Profile ${cleanLine(profile)} was not signed in. Nothing was changed.`,
			...(typeof aws === 'string'
				? []
				: [
						`AWS could not be told, so the sign-in ends there when its time is over: ${aws.problem}`,
					]),
		);
		if (output.isJson) {
			output.json({version: 1, profile, signedOut});
		}

		return exitCodes.done;
	} finally {
		await close();
	}
}
