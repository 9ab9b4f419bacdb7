import {type ExportPlan} from '../../resources/export.js';
import {cloudFormationTemplate} from './cloudformation.js';
import {type ExportFormat} from './formats.js';
import {assertLiteral, cloudFormationProblem, terraformProblem} from './literal.js';
import {assertOwn, partsOf} from './parts.js';
import {operatorStatements, policyText} from './permissions.js';
import {shellScript} from './shell.js';
import {terraformConfiguration} from './terraform.js';

/**
Everything that a setup wants of AWS in another team's language, put together from what each kind of thing brings. Rejects
with `InputError` where the format cannot say it.
*/
export function exportText(format: ExportFormat, plan: ExportPlan): string {
	switch (format) {
		case 'cloudformation': {
			const title = 'A CloudFormation template';
			assertOwn(plan, title);
			assertLiteral(plan, title, cloudFormationProblem);
			return cloudFormationTemplate(
				plan,
				partsOf(plan, title, (each) => each.cloudformation?.(plan)),
			);
		}

		case 'terraform': {
			const title = 'Terraform';
			assertOwn(plan, title);
			assertLiteral(plan, title, terraformProblem);
			return terraformConfiguration(
				plan,
				partsOf(plan, title, (each) => each.terraform?.(plan)),
			);
		}

		case 'permissions': {
			return policyText(operatorStatements(plan));
		}

		case 'shell': {
			return shellScript(
				plan,
				partsOf(plan, 'A shell script', (each) => each.shell?.(plan)),
			);
		}
	}
}
