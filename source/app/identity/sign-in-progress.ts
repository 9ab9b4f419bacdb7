import {SignInError} from '../../aws/sso/sign-in-error.js';
import {type SignInEvent} from '../../aws/sso/flow.js';
import {cleanLine} from '../../terminal/text.js';

/** What is known of a sign-in under way: the page to open, the code that it shows, until when (milliseconds since 1970). */
export type SignInProgress = {
	readonly url?: string;
	readonly code?: string;
	readonly until?: number;
	readonly isOpened?: boolean;
	readonly trouble?: string | undefined;
	/** Why a code took the place of the browser. */
	readonly fallback?: string;
	readonly problem?: SignInProblem;
};

/** What is known after one more event. */
export function after(
	before: SignInProgress,
	event: SignInEvent,
): SignInProgress {
	switch (event.type) {
		case 'code': {
			return {
				...before,
				url: event.verificationUriComplete,
				code: event.userCode,
				until: event.expiresAt,
			};
		}

		case 'url': {
			return {...before, url: event.url, until: event.expiresAt};
		}

		case 'browser': {
			return {...before, isOpened: event.opened};
		}

		case 'waiting': {
			return {...before, until: event.until, trouble: event.trouble};
		}

		case 'fallback': {
			// The page of before leads nowhere now.
			return {fallback: event.because};
		}

		case 'done': {
			return before;
		}
	}
}

/** What to do with the page: a code can be confirmed anywhere, everything else only in a browser on this computer. */
export function introOf({isOpened, code}: SignInProgress): string {
	if (isOpened) {
		return 'The browser has opened this page. Allow the request there:';
	}

	return code === undefined
		? 'Open this page in a browser on this computer, and allow the request:'
		: 'Open this page in a browser, here or on another device:';
}

/** A code, wide enough to read across a desk. */
export function spreadCode(code: string): string {
	return cleanLine(code).split('').join(' ');
}

/** What went wrong with a question to Identity Center, what to do, and whether only a new sign-in helps. */
export type SignInProblem = {
	readonly message: string;
	readonly hint: string;
	readonly isOver: boolean;
};

/** Turns what a question to Identity Center threw into words. */
export function wordsOf(error: unknown): SignInProblem {
	if (error instanceof SignInError) {
		const {message, hint, reason} = error;
		return {message, hint, isOver: reason === 'expired'};
	}

	return {
		message: cleanLine(error instanceof Error ? error.message : String(error)),
		hint: 'Nothing was changed. Try again, or go back.',
		isOver: false,
	};
}
