import {type Path} from './json-node.js';

/** Text that cannot be read as JSON, and the offset where that shows. */
export class UnreadableText extends Error {
	readonly offset: number;

	constructor(message: string, offset: number) {
		super(message);
		this.name = 'UnreadableText';
		this.offset = offset;
	}
}

/** A name that stands twice in the object at `path`: which of the two counts, only its author knows. */
export class DoubledName extends UnreadableText {
	readonly doubled: string;
	readonly path: Path;

	constructor(doubled: string, path: Path, offset: number) {
		super(
			'This name stands twice in one object. Keep the one that counts.',
			offset,
		);
		this.name = 'DoubledName';
		this.doubled = doubled;
		this.path = path;
	}
}
