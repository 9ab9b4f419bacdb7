import {describeAwsError} from '../aws/errors.js';
import {type AwsSession} from '../aws/session.js';
import {type JsonObject} from '../json.js';
import {type Operation, type Wait} from './operation.js';

// KMS shows a change within seconds, sometimes minutes (facts: Terraform waits up to ten); this is a minute in all.
const pauses = [
	0,
	500,
	1000,
	2000,
	4000,
	...Array.from({length: 10}, () => 5000),
];

/**
Waits until AWS shows a change that it has accepted, or until the signal says stop. Returns what to say beside it when
AWS does not show it. Never rejects: the change is made.
*/
export async function settle({
	session,
	operation: {visible},
	input,
	result,
	wait,
	signal,
}: {
	session: AwsSession;
	operation: Operation;
	input: JsonObject;
	result: JsonObject;
	wait: Wait;
	signal: AbortSignal | undefined;
}): Promise<string | undefined> {
	if (!visible) {
		return undefined;
	}

	for (const pause of pauses) {
		if (signal?.aborted) {
			break;
		}

		await wait(pause);
		try {
			if (await visible(session, input, result)) {
				return undefined;
			}
		} catch (error) {
			const {kind, message} = describeAwsError(error);
			if (kind !== 'not-found') {
				return `AWS accepted this; it could not be read back (${message})`;
			}
		}
	}

	return 'AWS accepted this but does not show it yet; it may take some minutes';
}
