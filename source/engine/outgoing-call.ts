import {type AwsProblem} from '../aws/errors.js';
import {type AwsSession} from '../aws/session.js';
import {type JsonObject} from '../json.js';
import {type PolicyDocument} from '../policy/policy-document.js';
import {type CallKind} from '../resources/resource.js';
import {type Wait} from './wait.js';

/** One call, ready to be sent. */
export type OutgoingCall = {
	session: AwsSession;
	kind: CallKind;
	input: JsonObject;
	/** The policy that was reviewed, where the call overwrites one. */
	before: PolicyDocument | undefined;
	/** What else was reviewed, where the call must not leave when that has changed. */
	setting?: JsonObject;
	/** It speaks of something that this run has just made, and that not every part of AWS may know yet. */
	isOnNew: boolean;
	wait: Wait;
	signal: AbortSignal | undefined;
};

/** What became of a call. `failed`: AWS has not carried it out. `unclear`: AWS may have; only AWS can say, later. */
export type CallOutcome =
	| {state: 'done'; result: JsonObject}
	| {state: 'failed' | 'unclear'; problem: AwsProblem};
