/** What is to be said about a trust policy; `unknown` is what cannot be told from here. */
export type TrustFinding = {
	code:
		| 'own-account'
		| 'partition'
		| 'not-let-in'
		| 'cannot-tell'
		| 'denied'
		| 'open'
		| 'loose-external-id'
		| 'other-external-ids'
		| 'condition'
		| 'part-of-account'
		| 'outsider'
		| 'orphan';
	severity: 'fail' | 'unknown' | 'warn';
	/** The statement it is about, counted from 0. */
	statement?: number;
	message: string;
};

/** A finding about a statement that is known from elsewhere. */
export type StatementFinding = Omit<TrustFinding, 'statement'>;
