import {type Json} from '../../json.js';
import {parsePolicyDocument} from '../../policy/policy-document.js';
import {type ExportPlan} from '../../resources/export.js';
import {callKind} from '../../resources/registry.js';
import {InputError} from '../../diagnostic.js';
import {quoteText} from '../../terminal/foreign-text.js';

/** Why a format would not take a text as it stands: a value, or the name of a field; nothing where it would. */
export type LiteralProblem = (text: string, isFieldName: boolean) => string | undefined;

/** CloudFormation works out dynamic references wherever they stand, and objects with one field of these names. */
export const cloudFormationProblem: LiteralProblem = (text, isFieldName) =>
	/\{\{\s*resolve\s*:/iv.test(text)
		? 'CloudFormation would put another value in its place when it deploys, such as a secret'
		: isFieldName && /^(?:Ref|Fn::.*)$/v.test(text)
			? 'CloudFormation would take this field for one of its functions'
			: undefined;

/** Terraform keeps text in one form of Unicode only (NFC). */
export const terraformProblem: LiteralProblem = (text) =>
	text.normalize('NFC') === text
		? undefined
		: 'Terraform would write its marks (accents) in another form';

/** Refuses, as `InputError`, a setup with a text that the format `title` would not say as it stands. */
export function assertLiteral(
	{changes, name}: Pick<ExportPlan, 'changes' | 'name'>,
	title: string,
	problemOf: LiteralProblem,
): void {
	const check = (value: Json, isFieldName = false): void => {
		if (typeof value === 'string') {
			const problem = problemOf(value, isFieldName);
			if (problem !== undefined) {
				throw new InputError(
					'export-not-literal',
					`${title} cannot say ${quoteText(value)} as it stands: ${problem}.`,
					`Change that text, or hand over a script, which says it: workato-aws export shell "${name}"`,
				);
			}
		} else if (Array.isArray(value)) {
			for (const item of value) {
				check(item);
			}
		} else if (typeof value === 'object' && value !== null) {
			for (const [field, inner] of Object.entries(value)) {
				check(field, true);
				check(inner);
			}
		}
	};

	for (const {call} of changes) {
		const policyField = callKind(call).policy?.field;
		for (const [field, value] of Object.entries(call.input)) {
			check(
				field === policyField && typeof value === 'string' ? parsePolicyDocument(value) : value,
			);
		}
	}
}
