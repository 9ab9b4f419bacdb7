/** The tag that says which project a role is for. */
export const projectTag = 'workato-aws:project';

/** A text as the value of a tag: IAM takes letters, digits, spaces and a few signs, at most 256 characters. */
export function tagText(text: string): string {
	return text
		.replaceAll(/[^\p{Letter}\p{Number}\p{Separator}+\-.\/:=@_]/gv, '-')
		.slice(0, 256);
}
