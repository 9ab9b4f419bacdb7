import {type RequestContext} from '../conditions.js';
import {authoriseIdentity} from '../authorise.js';
import {AwsError} from '../errors.js';
import {type CallContext} from '../operation.js';
import {findIdentity, namesOf, noSuchEntity, readName} from './names.js';
import {type Identity} from './records.js';

/** A role of the caller's account, by its record. */
export type FoundRole = {arn: string; name: string; role: Identity};

const tagContext = ({tags}: Identity): RequestContext =>
	Object.fromEntries(
		tags.flatMap(({Key, Value}) =>
			['aws', 'iam'].map((prefix): [string, string[]] => [
				`${prefix}:resourcetag/${Key.toLowerCase()}`,
				[Value],
			]),
		),
	);

/**
The role that the form's RoleName names, when the caller may do `action` on it. Without the permission, a role that is there
and one that is not look the same.
@throws {AwsError} AccessDenied, NoSuchEntity, ValidationError
*/
export const findRole = (
	form: URLSearchParams,
	context: CallContext,
	action: string,
	request: RequestContext = {},
): FoundRole => {
	const name = readName(form, 'RoleName');
	const {caller} = context;
	let found: [string, Identity];
	try {
		found = findIdentity('role', name, context);
	} catch (error) {
		const arn = `arn:aws:iam::${caller.account}:role/${name}`;
		authoriseIdentity(caller, `iam:${action}`, arn, request);
		throw error;
	}

	const [arn, role] = found;
	authoriseIdentity(caller, `iam:${action}`, arn, {
		...tagContext(role),
		...request,
	});
	return {arn, name: namesOf(arn).name, role};
};

/**
As `findRole`, for calls that look: a role that is still spreading cannot be seen by them.
@throws {AwsError} as `findRole`
*/
export const seeRole = (
	form: URLSearchParams,
	context: CallContext,
	action: string,
): FoundRole => {
	const found = findRole(form, context, action);
	if (context.isHidden(found.arn)) {
		throw noSuchEntity(`The role with name ${found.name} cannot be found.`);
	}

	return found;
};

/**
As `findRole`, for calls that change the role: those that AWS keeps for itself cannot be changed.
@throws {AwsError} UnmodifiableEntity, else as `findRole`
*/
export const findOwnRole = (
	form: URLSearchParams,
	context: CallContext,
	action: string,
	request: RequestContext = {},
): FoundRole => {
	const found = findRole(form, context, action, request);
	if (/^\/aws-(?:reserved|service-role)\//v.test(namesOf(found.arn).path)) {
		throw new AwsError(
			'UnmodifiableEntity',
			`Cannot perform the operation on the protected role '${found.name}' - this role is only modifiable by AWS`,
		);
	}

	return found;
};
