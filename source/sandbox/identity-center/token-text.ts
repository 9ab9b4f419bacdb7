import {createHash, randomBytes, randomInt} from 'node:crypto';

/** A new token, code or secret: 43 characters that fit in a URL. */
export const newTokenText = (): string => randomBytes(32).toString('base64url');

/** What is kept of a token instead of the token itself. */
export const digest = (text: string): string =>
	createHash('sha256').update(text).digest('hex');

/** The challenge that belongs to a PKCE code verifier by the method S256. */
export const challengeOf = (verifier: string): string =>
	createHash('sha256').update(verifier).digest('base64url');

/** Letters that are hard to mistake for one another, and that spell no words. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ';

/** A new user code, such as `BCDF-GHJK`. */
export const newUserCode = (): string => {
	const code = Array.from({length: 8}, () =>
		letters.charAt(randomInt(letters.length)),
	).join('');
	return `${code.slice(0, 4)}-${code.slice(4)}`;
};

/** A user code as people type it, in the form in which it was given out. */
export const tidyUserCode = (typed: string): string => {
	const code = typed.toUpperCase().replaceAll(/[^A-Z]/gv, '');
	return `${code.slice(0, 4)}-${code.slice(4)}`;
};
