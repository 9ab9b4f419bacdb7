import {type Told} from '../../steps/text-above.js';
import {type ProjectAnswers} from '../answers.js';
import {type PracticeSecrets} from '../services.js';

/**
Gives every role to the practice Workato, one after the other as a person would, and says how it goes. The answers of
those that were tried come back, also when it broke off.
*/
export async function tryRoles(
	practice: PracticeSecrets | undefined,
	projects: readonly ProjectAnswers[],
	roles: Readonly<Record<string, string>>,
	tell: (told: Told) => void,
): Promise<Array<{name: string; accepted: boolean}>> {
	const said: Array<{name: string; accepted: boolean}> = [];
	const refusals: string[] = [];
	try {
		for (const {name} of projects) {
			const roleArn = Object.hasOwn(roles, name) ? roles[name] : undefined;
			if (!practice || roleArn === undefined) {
				continue;
			}

			const reply = await practice.addRole({
				project: name,
				roleArn,
				scope: 'project',
			});
			said.push({name, accepted: reply.accepted});
			if (!reply.accepted) {
				refusals.push(`${name}: ${reply.message}`);
			}

			tell({
				kind: 'info',
				text: `Workato (practice) has tried ${said.length} roles.`,
			});
		}
	} catch (error) {
		refusals.push(error instanceof Error ? error.message : String(error));
	}

	const [refusal] = refusals;
	tell(
		refusal === undefined
			? {
					kind: 'success',
					text: `Workato (practice) took all ${said.length} roles.`,
				}
			: {
					kind: 'problem',
					text: `Workato (practice) took ${said.length - refusals.length} of ${said.length} roles. ${refusal}`,
				},
	);
	return said;
}
