/** Characters of one list of ARNs; a managed policy takes 6,144 in all (IAM quotas). */
const longest = 2000;

/**
A list of ARNs for a policy. A list too long for one becomes what all of them begin with, where that says something of their
names; a list without such a beginning stays.
*/
export function foldArns(arns: readonly string[]): string | string[] {
	const [first = '', ...others] = arns;
	if (others.length === 0) {
		return first;
	}

	const isShared = (length: number) =>
		others.every((arn) => arn.startsWith(first.slice(0, length)));
	let {length} = first;
	while (!isShared(length)) {
		length--;
	}

	const start = first.slice(0, length);
	const saysSomething = /:(?:role\/|secret:)[^*]{3,}$/v.test(start);
	return arns.join('","').length > longest && saysSomething
		? `${start}*`
		: [...arns];
}
