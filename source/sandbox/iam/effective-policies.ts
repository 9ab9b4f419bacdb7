import {type State} from '../state.js';
import {awsManagedPolicies} from './aws-managed.js';
import {type Identity, type ManagedPolicy} from './records.js';

/** The managed policy of an ARN: the account's own or AWS's. */
export const findManagedPolicy = (
	{managedPolicies}: State,
	arn: string,
): ManagedPolicy | undefined =>
	Object.hasOwn(managedPolicies, arn)
		? managedPolicies[arn]
		: awsManagedPolicies[arn];

/** The text of a managed policy's default version. */
export const defaultText = ({
	versions,
	defaultVersion,
}: ManagedPolicy): string => versions[defaultVersion]?.text ?? '';

/** Everything that decides what a role or user may do by itself: the texts of its policies, and of its boundary. */
export const effectivePolicies = (
	state: State,
	{inline, attached, boundary}: Identity,
): {policies: string[]; boundary?: string} => {
	const managed = [...attached, ...(boundary === undefined ? [] : [boundary])]
		.map((arn) => findManagedPolicy(state, arn))
		.map((policy) => (policy ? defaultText(policy) : ''));
	return {
		policies: [
			...Object.values(inline),
			...managed.slice(0, attached.length).filter((text) => text !== ''),
		],
		...(boundary !== undefined && {boundary: managed.at(-1) ?? ''}),
	};
};
