import {type SavedSetup} from '../setups/saved-setup.js';
import {undoHint} from '../engine/undo.js';
import {type Outputs} from '../guides/guide.js';
import {ownCommand, shellWord} from '../terminal/own-command.js';

/** What the setup gives to Workato, what to do with it there, and the commands that go on. Empty where the setup has no output yet. */
export function nextSteps(
	{keyArn, roles = {}}: Outputs,
	saved: SavedSetup,
): string[] {
	const steps = [
		...(keyArn === undefined ? [] : keySteps(keyArn)),
		...roleSteps(Object.entries(roles)),
	];
	const takeBack = undoHint(saved);
	return steps.length === 0
		? []
		: [
				...steps,
				`Then see whether it works: ${ownCommand(`check ${shellWord(saved.setup.name)}`)}`,
				...(takeBack === '' ? [] : [takeBack]),
			];
}

function keySteps(keyArn: string): string[] {
	return [
		'',
		`Key ARN: ${keyArn}`,
		'In Workato, under Settings > Key management, choose “AWS KMS key”, paste it into “Key ARN” and click “Update key”.',
	];
}

function roleSteps(roles: ReadonlyArray<readonly [string, string]>): string[] {
	return roles.length === 0
		? []
		: [
				'',
				...roles.map(([project, arn]) => `Role ARN for ${project}: ${arn}`),
				roles.length === 1
					? 'In Workato, open the project’s Settings > Secrets management, choose “AWS secrets manager”, then “Add the role to your Workato account”, and paste it there.'
					: 'In Workato, open each project’s Settings > Secrets management, choose “AWS secrets manager”, then “Add the role to your Workato account”, and paste its own ARN there.',
			];
}
