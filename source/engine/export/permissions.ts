import {simulationPermission} from '../../aws/permissions.js';
import {toList, type Statement} from '../../policy/policy-document.js';
import {type ExportPlan} from '../../resources/export.js';
import {type Permission} from '../../resources/permissions.js';
import {allResources} from '../../resources/registry.js';
import {escapeCodePoints} from '../../terminal/foreign-text.js';
import {partsOf, resourcesOf} from './parts.js';

/**
The least that a person or pipeline needs to run the setup: what `apply` and `check` call, on the setup's own things wherever
IAM can tell them apart. Where nobody has said the account, its place holds `*`.
*/
export function operatorStatements(plan: ExportPlan): Statement[] {
	const parts = partsOf(plan, 'An IAM policy', (each) => each.permissions?.(plan));
	return [...parts.flatMap(({make = []}) => make), ...parts.flatMap(({use = []}) => use)];
}

/**
The least that a person or pipeline needs to take the setup back with `undo`, and nothing of what it takes to run it. What is
made last is reverted first.
*/
export function undoStatements(plan: ExportPlan): Statement[] {
	return partsOf(plan, 'An IAM policy', (each) => each.undoPermissions?.(plan))
		.toReversed()
		.flat();
}

/**
What is needed before a setup has answers: what its usual changes take, and to look at the things that the screens list.
*/
export function statementsToStart(plan: ExportPlan): Statement[] {
	const statements = operatorStatements(plan);
	const given = new Set(statements.flatMap(({Action}) => toList(Action)));
	const reads = resourcesOf(plan)
		.flatMap((each) => each.reads ?? [])
		.filter(({when}) => when === undefined)
		.flatMap(({actions}) => actions);
	const more = new Set(reads.filter((action) => !given.has(action)));
	return [
		...statements,
		...(more.size === 0
			? []
			: [
					{
						Sid: 'LookAround',
						Effect: 'Allow',
						Action: [...more].toSorted(),
						Resource: '*',
					},
				]),
	];
}

/** One line of the reference: an action, what for and when, and the id of the kind of thing (`identity`: who is signed in). */
export type PermissionRow = Omit<Permission, 'actions'> & {
	action: string;
	resource: string;
};

/** Every action that is ever asked for, by the kind of thing: what the reference lists. */
export function permissionRows(): PermissionRow[] {
	const rowsOf = (resource: string, permissions: readonly Permission[]) =>
		permissions.flatMap(({actions, ...rest}) =>
			actions.map((action) => ({action, resource, ...rest})),
		);
	return [
		...allResources().flatMap(({id, calls, reads = []}) =>
			rowsOf(id, [...calls.map(({permission}) => permission), ...reads]),
		),
		...rowsOf('identity', [simulationPermission]),
	];
}

/** What to know before a policy of this text is attached, where it is too long for a managed one; nothing else. IAM counts no white space. */
export function policySizeNote(text: string): string | undefined {
	const size = text.replaceAll(/\s/gv, '').length;
	return size <= 6144
		? undefined
		: `This policy has ${size} characters without spaces; a managed policy takes 6,144. ${
				size <= 10_240
					? 'Attach it inline, to a role: that takes 10,240.'
					: 'No statement is longer than that: spread them over several policies.'
			}`;
}

// Characters of the ARNs of one statement, which leave room for the rest of a managed policy.
const longestStatement = 4000;

// A statement about more things than one policy takes, as several.
function inParts(statement: Statement): Statement[] {
	const things = toList(statement.Resource);
	const count = Math.ceil(things.join('","').length / longestStatement);
	const size = Math.ceil(things.length / Math.max(count, 1));
	return count < 2
		? [statement]
		: Array.from({length: count}, (_unused, index) => ({
				...statement,
				...(statement.Sid !== undefined && {
					Sid: `${statement.Sid}${index === 0 ? '' : index + 1}`,
				}),
				Resource: things.slice(index * size, (index + 1) * size),
			}));
}

/** An IAM policy of these statements as a text to be sent: indented JSON, in ASCII. */
export function policyText(statements: readonly Statement[]): string {
	const policy = {
		Version: '2012-10-17',
		Statement: statements.flatMap((each) => inParts(each)),
	};
	return escapeCodePoints(`${JSON.stringify(policy, undefined, 2)}\n`);
}
