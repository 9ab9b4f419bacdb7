import type * as z from 'zod';
import {InputError} from './input-error.js';
import {mostProblems, problemsOf, zodsOwnWords} from './shape-problems.js';

/**
The value if it has the schema's shape; otherwise an `InputError` with one sentence for each thing that is wrong (at most 20), each
beginning with the path of its field. `fileName` is only named in the message.
*/
export function checkShape<S extends z.ZodType>(
	value: unknown,
	schema: S,
	fileName: string,
): z.output<S> {
	// What a schema's author says stays; in place of Zod's own words ours are found.
	const parsed = schema.safeParse(value, {error: () => zodsOwnWords});
	if (parsed.success) {
		return parsed.data;
	}

	const problems = problemsOf(parsed.error.issues, value, schema);
	const [first] = problems;
	throw new InputError(
		'setup-file-invalid',
		first === undefined || problems.length === 1
			? `${fileName}: ${first ?? 'not a setup'}`
			: `${fileName} has ${problems.length < mostProblems ? problems.length : 'many'} problems:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
		'Correct the file and run this again. Nothing was changed.',
		problems,
	);
}
