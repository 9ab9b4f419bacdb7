import {type Outputs} from '../guides/guide.js';

/** What the setup gives to Workato, and what to do with it there. Nothing while there is nothing to give. */
export function nextSteps(
	{keyArn, roles = {}}: Outputs,
	checkAgain: string,
): string[] {
	const steps = [
		...(keyArn === undefined ? [] : keySteps(keyArn)),
		...roleSteps(Object.entries(roles)),
	];
	return steps.length === 0
		? []
		: [...steps, `Then see whether it works: ${checkAgain}`];
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

/** The command that checks a setup, quoted where its name has spaces. */
export function checkCommandLine(name: string, isSandbox: boolean): string {
	const quoted = name.includes(' ') ? `"${name}"` : name;
	return `workato-aws check ${quoted}${isSandbox ? ' --sandbox' : ''}`;
}
