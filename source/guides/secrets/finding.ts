/**
What is wrong, or odd, with one answer: the project and the field it stands in, one sentence, and what to do. A refusal
can never be agreed away; a warning can.
*/
export type Finding = {
	code: string;
	level: 'refusal' | 'warning';
	/** The project's name; missing where it is about the whole setup. */
	project?: string;
	field: string;
	message: string;
	hint: string;
	/** The two IDs stand in each other's field; `swapIds` puts that right. */
	isSwapped?: boolean;
};
