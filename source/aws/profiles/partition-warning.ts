import {cleanLine} from '../../terminal/text.js';

/*
IAM identities are not known across partitions (AWS fault-isolation whitepaper): a policy cannot name a principal of
another one.
*/
const names = new Map([
	['aws', 'standard AWS'],
	['aws-us-gov', 'AWS GovCloud (US)'],
	['aws-cn', 'AWS China'],
	['aws-eusc', 'the AWS European Sovereign Cloud'],
]);

const nameOf = (partition: string) =>
	names.get(partition) ?? `the partition ${cleanLine(partition)}`;

/**
Says, before any work is done, that keys and roles of this partition cannot trust Workato; nothing when they can.
`partition` comes from the caller's ARN. Workato's accounts are in the partition `aws`; `workato` says otherwise, such as
the partition of the principal in the pasted statement.
*/
export function partitionProblem(
	partition: string,
	workato = 'aws',
): string | undefined {
	if (partition === workato) {
		return undefined;
	}

	const here = nameOf(partition);
	const there = nameOf(workato);
	return (
		`This account is in ${here}, and Workato’s account is in ${there}. AWS keeps the two apart: ` +
		'a key or role here cannot trust an account there, so the setup cannot work. ' +
		`Use an account in ${there}, or ask Workato whether it has an account in ${here}.`
	);
}
