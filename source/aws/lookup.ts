import {describeAwsError, isOwnFault, type AwsErrorKind} from './errors.js';

/** Why a question has no answer. `kind` where AWS, or the way to it, is the reason, with what to do about that. */
export type Unknown = {
	state: 'unknown';
	code: string;
	reason: string;
	kind?: AwsErrorKind;
	hint?: string;
};

/**
What AWS said to one question. `absent` is an answer (there is none); `unknown` is not (denied, unreachable, unsupported).
*/
export type Lookup<T> = Unknown | {state: 'found'; value: T} | {state: 'absent'};

/**
Asks AWS one question and keeps the answer apart from "could not look": a call that says the thing does not exist is
`absent`, any other failure is `unknown` with AWS's words. A fault in this program is neither, and is thrown.
*/
export async function lookUp<T>(question: () => Promise<T | undefined>): Promise<Lookup<T>> {
	try {
		const value = await question();
		return value === undefined ? {state: 'absent'} : {state: 'found', value};
	} catch (error) {
		if (isOwnFault(error)) {
			throw error;
		}

		const {kind, code, message: reason, hint} = describeAwsError(error);
		return kind === 'not-found' ? {state: 'absent'} : {state: 'unknown', code, reason, kind, hint};
	}
}

/** The answer, or nothing when AWS says that there is no such thing. Rejects with whatever else goes wrong. */
export async function ifThere<T>(question: Promise<T>): Promise<T | undefined> {
	try {
		return await question;
	} catch (error) {
		if (describeAwsError(error).kind === 'not-found') {
			return undefined;
		}

		throw error;
	}
}
