import {type JsonObject} from '../../json.js';
import {type State} from '../state.js';

/** One call to Identity Center. */
export type CenterCall = {
	state: State;
	/** Where the caller believes Identity Center to live. */
	region: string;
	/** The address that the call went to, without a slash at the end; the pages for people are below it. */
	base: string;
	query: URLSearchParams;
	/** The JSON of the body; `undefined` when it is empty or no JSON. */
	input: unknown;
	/** The access token of a call to the portal. */
	token: string | undefined;
};

/** One operation of Identity Center; it throws AwsError before it changes anything. */
export type CenterOperation = {
	service: 'sso' | 'sso-oidc';
	name: string;
	writes: boolean;
	run: (call: CenterCall) => JsonObject;
};
