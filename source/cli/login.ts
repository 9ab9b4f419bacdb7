import {cleanLine} from '../terminal/text.js';
import {defineCommand} from './command.js';
import {type LoginOptions} from './run-login.js';
import {exitCodes} from './problems.js';

export const login = defineCommand({
	name: 'login',
	about: 'sign in to AWS for a company sign-in (SSO) profile',
	options: {
		deviceCode: ['--device-code', 'confirm a code, on this or any other device'],
		browser: ['--no-browser', 'only print the address, open nothing'],
	},
	help: `
The profile is --profile, else AWS_PROFILE, else the only one there is. The aws
CLI and every SDK share the sign-in. Over SSH, in containers and without a
display a code is used by itself. A fresh sandbox has the profile “security”.

Examples:
  $ workato-aws login
  $ workato-aws login --profile security
  $ workato-aws login --profile security --device-code --no-browser
  $ workato-aws login --sandbox`,
	read: ({has, flags}): LoginOptions => ({
		deviceCode: has('deviceCode'),
		browser: has('browser'),
		flags,
	}),
	async run(options, context, output) {
		const {runLogin} = await import('./run-login.js');
		return runLogin(options, context, output);
	},
});

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
		const {chooseProfile, openIdentities} = await import('./run-login.js');
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
			await close?.();
		}
	},
});
