import {type Outputs} from '../guides/guide.js';

/** What the setup gives to Workato, and what to do with it there. Nothing while there is nothing to give. */
export function nextSteps({keyArn}: Outputs, checkAgain: string): string[] {
	return keyArn === undefined
		? []
		: [
				'',
				`Key ARN: ${keyArn}`,
				'In Workato, under Settings > Key management, choose “AWS KMS key”, paste it into “Key ARN” and click “Update key”.',
				`Then see whether it works: ${checkAgain}`,
			];
}

/** The command that checks a setup, quoted where its name has spaces. */
export function checkCommandLine(name: string, isSandbox: boolean): string {
	const quoted = name.includes(' ') ? `"${name}"` : name;
	return `workato-aws check ${quoted}${isSandbox ? ' --sandbox' : ''}`;
}
