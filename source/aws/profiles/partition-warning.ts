/*
IAM identities are not known across partitions (AWS fault-isolation whitepaper): a policy cannot name a principal of
another one.
*/
const names: Readonly<Record<string, string>> = {
	'aws-us-gov': 'AWS GovCloud (US)',
	'aws-cn': 'AWS China',
	'aws-eusc': 'the AWS European Sovereign Cloud',
};

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

	const here = names[partition] ?? `the partition ${partition}`;
	const there =
		workato === 'aws'
			? 'standard AWS'
			: (names[workato] ?? `the partition ${workato}`);
	return (
		`This account is in ${here}, and Workato’s account is in ${there}. AWS keeps the two apart: ` +
		'a key or role here cannot trust an account there, so the setup cannot work. ' +
		`Use an account in ${there}, or ask Workato whether it has an account in ${here}.`
	);
}
