/** A Workato data centre. No host: Workato lists it, but its address is not known for certain, so it has to be given. */
export type DataCentre = {
	readonly id: string;
	readonly name: string;
	readonly host?: string;
};

/** Workato's data centres with the host of the app, from Workato's API documentation. */
export const dataCentres: readonly DataCentre[] = [
	{id: 'us', name: 'United States', host: 'app.workato.com'},
	{id: 'eu', name: 'Europe', host: 'app.eu.workato.com'},
	{id: 'jp', name: 'Japan', host: 'app.jp.workato.com'},
	{id: 'sg', name: 'Singapore', host: 'app.sg.workato.com'},
	{id: 'au', name: 'Australia', host: 'app.au.workato.com'},
	{id: 'il', name: 'Israel', host: 'app.il.workato.com'},
	{id: 'cn', name: 'China', host: 'app.workatoapp.cn'},
	{id: 'kr', name: 'South Korea', host: 'app.kr.workato.com'},
	{id: 'uk', name: 'United Kingdom'},
	{
		id: 'trial',
		name: 'Trial and developer sandbox',
		host: 'app.trial.workato.com',
	},
];

/**
The host for a choice: a data centre's id (any case), or a host of one's own as `checkCustomHost` accepts it. Nothing
when it is neither, or when the data centre's host is not known.
*/
export function workatoHost(choice: string): string | undefined {
	const wanted = choice.trim().toLowerCase();
	const known = dataCentres.find((dataCentre) => dataCentre.id === wanted);
	if (known) {
		return known.host;
	}

	const custom = checkCustomHost(choice);
	return 'host' in custom ? custom.host : undefined;
}

/**
The link to open for Workato's key management. Only the host is certain; the way from there is by Workato's labels
(Settings > Key management), so no path is made up.
*/
export function keyManagementLink(host: string): string {
	return `https://${host}/`;
}

/**
A host of one's own (Virtual Private Workato), given bare or as an address copied from the browser: the clean host, with
its port if it has one, or what is wrong with it in words.
*/
export function checkCustomHost(text: string): {host: string} | {problem: string} {
	const typed = text.trim();
	if (typed === '') {
		return {problem: 'Give the host of your Workato, such as app.example.com.'};
	}

	const scheme = /^[a-z][\d+\-.a-z]*:\/\//iv.exec(typed)?.[0].toLowerCase();
	if (scheme !== undefined && scheme !== 'https://') {
		return {
			problem: 'The address has to start with https://, or be the bare host.',
		};
	}

	const address = scheme === undefined ? `https://${typed}` : typed;
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (!url || /[\s\\]/v.test(typed)) {
		return {problem: 'This is not a host name. It looks like app.example.com.'};
	}

	if (url.username !== '' || url.password !== '') {
		return {
			problem: 'Leave out the user name and the @; only the host is needed.',
		};
	}

	const labels = url.hostname.replace(/\.$/v, '').split('.');
	const isHostName = labels.every((label) => /^[\da-z](?:[\d\-a-z]{0,61}[\da-z])?$/v.test(label));
	return !isHostName || labels.length < 2 || /^\d+$/v.test(labels.at(-1) ?? '')
		? {problem: 'This is not a full host name. It looks like app.example.com.'}
		: {host: labels.join('.') + (url.port === '' ? '' : `:${url.port}`)};
}
