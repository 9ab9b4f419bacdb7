/** A fault in a YAML or JSON text: where it begins (offset in UTF-16 units) and what is wrong, without a full stop. */
export class YamlFault extends Error {
	readonly offset: number;

	constructor(offset: number, message: string) {
		super(message);
		this.offset = offset;
	}
}
