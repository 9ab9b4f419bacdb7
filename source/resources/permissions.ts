import {type Statement} from '../policy/policy-document.js';
import {type ExportPlan} from './export.js';

/** What IAM has to allow for a call or a read, and why it is asked for. */
export type Permission = {
	/** As IAM names them. A call may take more than its own: AWS asks for `kms:TagResource` where a key is made with tags. */
	actions: readonly string[];
	/** What for, in a few words that begin small. */
	why: string;
	/**
	Missing: every setup may need it. `fix`: only what the checklist offers. `undo`: only to revert. `optional`: nothing fails
	without it.
	*/
	when?: 'fix' | 'undo' | 'optional';
};

/**
What an operator needs for a kind of thing. What `make`s things stands before what all kinds need to `use` them: to write to
them, and to read and check them.
*/
export type OperatorStatements = {
	make?: readonly Statement[];
	use?: readonly Statement[];
};

/** The actions of some permissions as a statement names them: sorted, each once, and one alone without a list. */
export function actionsOf(...permissions: readonly Permission[]): string | string[] {
	const actions = new Set(permissions.flatMap(({actions}) => actions));
	const [first = '', ...others] = [...actions].toSorted();
	return others.length === 0 ? first : [first, ...others];
}

/** The ARN of a thing of the setup's account and, except in IAM, its region; `*` for an account that nobody has named. */
export function ownArn(
	{account = '*', planned: {partition}, region}: ExportPlan,
	service: string,
	resource: string,
): string {
	return `arn:${partition}:${service}:${service === 'iam' ? '' : region}:${account}:${resource}`;
}

/** For calls that name no thing, such as those that list or make one: nowhere but in the setup's region. */
export function onlyInRegion({region}: Pick<ExportPlan, 'region'>): {
	StringEquals: Record<string, string>;
} {
	return {StringEquals: {'aws:RequestedRegion': region}};
}

/** ARNs for a policy: each once, and one alone without a list. */
export function listArns(arns: readonly string[]): string | string[] {
	const [first = '', ...others] = new Set(arns);
	return others.length === 0 ? first : [first, ...others];
}

// Characters of one list of ARNs.
const longest = 2000;

/**
ARNs of things that are only looked at: a list too long for one becomes what all of them begin with, where that says something
of their names. Never for what is written to: other things may begin the same.
*/
export function shortenArns(arns: readonly string[]): string | string[] {
	const [first = '', ...others] = arns;
	const isShared = (length: number) =>
		others.every((arn) => arn.startsWith(first.slice(0, length)));
	let {length} = first;
	while (!isShared(length)) {
		length--;
	}

	const start = first.slice(0, length);
	return others.length > 0 && arns.join('","').length > longest && /:secret:[^*]{3,}$/v.test(start)
		? `${start}*`
		: listArns(arns);
}
