/**
The text that stands for a value in a field of a Workato connection. `key` is the key inside the secret's JSON, not the
secret's name. `undefined` for a key that would end the text early.
*/
export function secretReference(key: string, arn: string): string | undefined {
	return /[\p{Control}:\{\}]/v.test(key) || key === ''
		? undefined
		: `{{workato:sm:${key}:${arn}}}`;
}
