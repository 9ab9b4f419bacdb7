import {defineCommand} from './command.js';
import {type LoginOptions} from './run-login.js';

export const login = defineCommand({
	name: 'login',
	about: 'sign in to AWS for a company sign-in (SSO) profile',
	options: {
		deviceCode: [
			'--device-code',
			'confirm a code, on this or any other device',
		],
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
