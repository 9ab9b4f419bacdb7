import {addSsoProfile} from './edit-config.js';

const tries = 20;

/**
The session that a new profile for this address would use: one that is in the file for the same address, so that one
sign-in serves both; else a free name from the address's first part. `text` is the config file.
*/
export function proposeSession(
	text: string,
	{startUrl, region}: {startUrl: string; region: string},
): string {
	const base = plainName(startUrl);
	for (let count = 1; count <= tries; count++) {
		const name = count === 1 ? base : `${base}-${count}`;
		// Only asked, never written: the editor knows which sessions fit.
		const edit = addSsoProfile(text, {
			session: {name, startUrl, region},
			profile: {
				name: 'workato-aws.not-written',
				accountId: '000000000000',
				roleName: 'Any',
			},
		});
		if ('session' in edit) {
			return edit.session;
		}

		if (edit.reason !== 'session') {
			return name;
		}
	}

	return base;
}

function plainName(startUrl: string): string {
	const host = URL.canParse(startUrl) ? new URL(startUrl).hostname : '';
	const [first = ''] = host.split('.', 1);
	return first.replaceAll(/[^\w\-]/gv, '') || 'company';
}
