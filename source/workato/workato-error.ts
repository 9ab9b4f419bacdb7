/** Why Workato's Developer API gave no answer. */
export type WorkatoTrouble =
	| 'bad-token'
	| 'not-allowed'
	| 'not-found'
	| 'too-fast'
	| 'unreachable'
	| 'not-https'
	| 'not-agreed'
	| 'failed';

/** A call to Workato's Developer API that did not work: what happened, and the next thing to do. Never holds the token. */
export class WorkatoError extends Error {
	override readonly name = 'WorkatoError';
	readonly reason: WorkatoTrouble;
	readonly hint: string;

	constructor(reason: WorkatoTrouble, message: string, hint: string) {
		super(message);
		this.reason = reason;
		this.hint = hint;
	}
}

/** What an HTTP status of Workato means; `privilege` is the one in the client role that the call needs. */
export function errorOfStatus(status: number, privilege: string): WorkatoError {
	switch (status) {
		case 401: {
			return new WorkatoError(
				'bad-token',
				'Workato does not take the token of WORKATO_API_TOKEN, or its client role does not allow this (401).',
				`Check the token and the data centre, and give its client role the privilege ${privilege}.`,
			);
		}

		case 403: {
			return new WorkatoError(
				'not-allowed',
				'The API client of this token may not do this (403).',
				`Give its client role in Workato the privilege ${privilege}.`,
			);
		}

		case 404: {
			return new WorkatoError(
				'not-found',
				'There is no such call at this address (404).',
				'Check the data centre; a workspace of another one is not known here.',
			);
		}

		case 429: {
			return new WorkatoError(
				'too-fast',
				'Workato asks for a slower pace (429): it takes 60 calls a minute.',
				'Wait a minute and try again.',
			);
		}

		default: {
			return new WorkatoError(
				'failed',
				`Workato answered with status ${status}.`,
				'Wait a moment and try again.',
			);
		}
	}
}
