import {parse} from 'node:querystring';
import {openRelay, type Relay} from '../support/relay.js';

/** A way to the practice AWS that hears every word of it, and so knows every secret that went over the wire. */
export type WireTap = Relay & {
	/** Secrets by the name of their field, each once. */
	readonly secrets: () => ReadonlyMap<string, string>;
};

// Fields of Identity Center's and STS's calls and answers. A user code is there to be read out, so it is none.
const secretFields = [
	'accessToken',
	'refreshToken',
	'clientSecret',
	'deviceCode',
	'codeVerifier',
	'code',
	'secretAccessKey',
	'sessionToken',
	'SecretAccessKey',
	'SessionToken',
	'TokenCode',
];

/** Stands between a program and the AWS at `target`. */
export async function tapWire(target: string): Promise<WireTap> {
	const found = new Map<string, string>();
	const listen = (text: string) => {
		for (const field of secretFields) {
			const pattern = new RegExp(
				`"${field}":"(?<json>[^"]+)"|<${field}>(?<xml>[^<]+)</${field}>`,
				'gv',
			);
			for (const {groups} of text.matchAll(pattern)) {
				found.set(groups?.json ?? groups?.xml ?? '', field);
			}

			const value = parse(text)[field];
			if (typeof value === 'string') {
				found.set(value, field);
			}
		}
	};

	const relay = await openRelay(target, {
		onRequest({headers, body}) {
			listen(body);
			for (const name of ['x-amz-sso_bearer_token', 'x-amz-security-token']) {
				const value = headers[name];
				if (value !== undefined && !found.has(value)) {
					found.set(value, 'header');
				}
			}
		},
		onAnswer(_request, answer) {
			listen(answer);
		},
	});
	return {
		url: relay.url,
		secrets: () => found,
		[Symbol.asyncDispose]: async () => relay[Symbol.asyncDispose](),
	};
}
