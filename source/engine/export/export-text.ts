import {type ExportPlan} from '../../resources/export.js';
import {type Json} from '../../json.js';
import {parsePolicyDocument} from '../../policy/policy-document.js';
import {callKind} from '../../resources/registry.js';
import {InputError} from '../../diagnostic.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {cloudFormationFiles} from './cloudformation.js';
import {type ExportedFile, type ExportFormat} from './formats.js';
import {assertOwn, partsOf} from './parts.js';
import {operatorStatements, policyText} from './permissions.js';
import {shellScript} from './shell.js';
import {terraformConfiguration} from './terraform.js';

/**
Everything that a setup wants of AWS in another team's language, put together from what each kind of thing brings: the text, and the
files that belong beside it. Rejects with `InputError` where the format cannot say it.
*/
export function exportFiles(
	format: ExportFormat,
	plan: ExportPlan,
): [ExportedFile, ...ExportedFile[]] {
	const {fileName} = plan;
	switch (format) {
		case 'cloudformation': {
			const title = 'A CloudFormation template';
			assertOwn(plan, title);
			assertLiteral(plan, title, cloudFormationProblem);
			return cloudFormationFiles(
				plan,
				partsOf(plan, title, (each) => each.cloudformation?.(plan)).flat(),
			);
		}

		case 'terraform': {
			const title = 'Terraform';
			assertOwn(plan, title, ({terraformAdds}) => terraformAdds === true);
			assertLiteral(plan, title, terraformProblem);
			const text = terraformConfiguration(
				plan,
				partsOf(plan, title, (each) => each.terraform?.(plan)),
			);
			return [{fileName, text}];
		}

		case 'permissions': {
			return [{fileName, text: policyText(operatorStatements(plan))}];
		}

		case 'shell': {
			const text = shellScript(
				plan,
				partsOf(plan, 'A shell script', (each) => each.shell?.(plan)),
			);
			return [{fileName, text}];
		}
	}
}

/** Why a format would not take a text as it stands: a value, or the name of a field; nothing where it would. */
type LiteralProblem = (text: string, isFieldName: boolean) => string | undefined;

/** CloudFormation works out dynamic references wherever they stand, and objects with one field of these names. */
const cloudFormationProblem: LiteralProblem = (text, isFieldName) =>
	/\{\{\s*resolve\s*:/iv.test(text)
		? 'CloudFormation would put another value in its place when it deploys, such as a secret'
		: isFieldName && /^(?:Ref|Fn::.*)$/v.test(text)
			? 'CloudFormation would take this field for one of its functions'
			: undefined;

/** Terraform keeps text in one form of Unicode only (NFC). */
const terraformProblem: LiteralProblem = (text) =>
	text.normalize('NFC') === text
		? undefined
		: 'Terraform would write its marks (accents) in another form';

/** Refuses, as `InputError`, a setup with a text that the format `title` would not say as it stands. */
function assertLiteral(
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
