import {describeAwsError} from '../aws/errors.js';

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
