import {joinWords} from '../policy/join-words.js';

/** The accounts that Workato publishes as its own (docs of its S3 connector, and its command line tool). */
const publishedAccounts: ReadonlySet<string> = new Set(['353360065216', '484634596152']);

/** How a review, a row or a text names whom the answers call Workato. */
export type WorkatoName = {
	/** Whether it is known to be Workato: no account of it comes from a file alone. */
	isKnown: boolean;
	/** Within a sentence, where a comma closes what explains it; `start` begins one, `end` ends one. */
	who: string;
	start: string;
	end: string;
	/** What is theirs, within a sentence: “Workato’s statement”. */
	its: (thing: string) => string;
};

/**
Names the accounts that the answers call Workato's. A review must not vouch for what only a file says: an account that Workato does
not publish and nobody gave to the assistant on this machine is named by its number.
*/
export function nameWorkato(
	accounts: readonly string[],
	pasted: readonly string[] = [],
): WorkatoName {
	const unknown = [...new Set(accounts)].filter(
		(account) => !publishedAccounts.has(account) && !pasted.includes(account),
	);
	if (unknown.length === 0) {
		return {
			isKnown: true,
			who: 'Workato',
			start: 'Workato',
			end: 'Workato',
			its: (thing) => `Workato’s ${thing}`,
		};
	}

	const named = `${unknown.length === 1 ? 'account' : 'accounts'} ${joinWords(unknown)}, named by the file as Workato’s`;
	return {
		isKnown: false,
		who: `${named},`,
		start: `${named.replace(/^a/v, 'A')},`,
		end: named,
		its: (thing) => `the ${thing} of ${named},`,
	};
}
