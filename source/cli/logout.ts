import {cleanLine} from '../terminal/text.js';
import {defineCommand} from './command.js';
import {exitCodes} from './problems.js';

/** Ends the one sign-in that a profile uses. Having nothing to end is no failure. */
export const logout = defineCommand({
	name: 'logout',
	about: 'end one such sign-in; every other stays',
	help: `
Ends the sign-in that the profile uses. Unlike “aws sso logout” it leaves all
others alone.

Examples:
  $ workato-aws logout
  $ workato-aws logout --profile security --json`,
	read: ({flags}) => ({flags}),
	async run({flags}, context, output) {
		const {chooseProfile, openIdentities} = await import('./identities.js');
		const {env, services, close} = await openIdentities({
			flags,
			env: context.env,
		});
		try {
			const found = await services.list();
			const {profile, target} = chooseProfile(found, {flags, env});
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
	},
});
