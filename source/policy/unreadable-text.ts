/** Text that cannot be read as JSON, and the offset where that shows. */
export class UnreadableText extends Error {
	readonly offset: number;

	constructor(message: string, offset: number) {
		super(message);
		this.name = 'UnreadableText';
		this.offset = offset;
	}
}
