import {type ExportPlan} from '../../resources/export.js';
import {cloudFormationFiles} from './cloudformation.js';
import {type ExportedFile, type ExportFormat} from './formats.js';
import {assertLiteral, cloudFormationProblem, terraformProblem} from './literal.js';
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
