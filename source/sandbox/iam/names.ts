import {type CallContext} from '../operation.js';
import {AwsError} from '../errors.js';
import {invalid, required} from '../form.js';
import {type Identity} from './records.js';

/** The kinds of identity that IAM has here. */
export type Kind = 'role' | 'user';

/** The parts of an ARN's resource: `role/team/Name` has the path `/team/` and the name `Name`. */
export const namesOf = (arn: string): {path: string; name: string} => {
	const [, ...parts] = arn.split(':').slice(5).join(':').split('/');
	const name = parts.at(-1) ?? '';
	return {path: ['', ...parts.slice(0, -1), ''].join('/'), name};
};

/** A name of a role or a policy, as IAM limits them: 64 and 128 characters of `[\w+=,.@-]` (aws.md 3.1). */
export const readName = (
	form: URLSearchParams,
	field: 'RoleName' | 'PolicyName',
): string => {
	const name = required(form, field);
	const at = field.charAt(0).toLowerCase() + field.slice(1);
	const most = field === 'RoleName' ? 64 : 128;
	if (name.length > most) {
		throw invalid(
			`1 validation error detected: Value at '${at}' failed to satisfy constraint: Member must have length less than or equal to ${most}`,
		);
	}

	if (!/^[\w+,\-.=@]+$/v.test(name)) {
		throw invalid(
			`The specified value for ${at} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
		);
	}

	return name;
};

/** A path: `/`, or printable characters between two of them; at most 512 characters. */
export const readPath = (form: URLSearchParams): string => {
	const path = form.get('Path') ?? '/';
	if (!/^\/(?:[\u{21}-\u{7E}]{1,510}\/)?$/v.test(path)) {
		throw invalid('The specified value for path is invalid.');
	}

	return path;
};

/** IAM's answer about something that is not there. */
export const noSuchEntity = (message: string): AwsError =>
	new AwsError('NoSuchEntity', message, 404);

/** The roles or users of the caller's account that this call can see, as ARN and record. */
export const identitiesOf = (
	{state, caller, isHidden}: CallContext,
	kind: Kind,
): Array<[string, Identity]> =>
	Object.entries(state.identities).filter(
		([arn]) =>
			arn.startsWith(`arn:aws:iam::${caller.account}:${kind}/`) &&
			!isHidden(arn),
	);

/**
The role or user of a name, in any case, as ARN and record.
@throws {AwsError} NoSuchEntity
*/
export const findIdentity = (
	kind: Kind,
	name: string,
	context: CallContext,
): [string, Identity] => {
	const found = Object.entries(context.state.identities).find(
		([arn]) =>
			arn.startsWith(`arn:aws:iam::${context.caller.account}:${kind}/`) &&
			namesOf(arn).name.toLowerCase() === name.toLowerCase(),
	);
	if (!found) {
		throw noSuchEntity(`The ${kind} with name ${name} cannot be found.`);
	}

	return found;
};
