/** What is usually behind a row of the checklist that fails. Words between backticks are to be typed. */
export type Trouble = {
	/** The row's id, without its group. */
	row: string;
	/** The row's title. */
	title: string;
	cause: string;
	solution: string;
};

/** Of the row about who is signed in, which every guide has. */
export const identityTrouble: Trouble = {
	row: 'identity',
	title: 'AWS identity and account',
	cause: 'nobody is signed in, or somebody of another account',
	solution: 'sign in to the account of the setup',
};
