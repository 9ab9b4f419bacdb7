import {authoriseIdentity} from '../authorise.js';
import {formSchema, invalid, pageOf} from '../form.js';
import {reads} from '../operation.js';
import {describeIdentity} from './describe.js';
import {findIdentity, identitiesOf, namesOf} from './names.js';

/** GetUser and ListUsers. */
export const userOperations = {
	GetUser: reads(formSchema, (form, context) => {
		const {identity, account} = context.caller;
		const name =
			form.get('UserName') ??
			(identity.includes(':user/') ? namesOf(identity).name : undefined);
		if (name === undefined) {
			throw invalid(
				'Must specify userName when calling with non-User credentials',
			);
		}

		authoriseIdentity(
			context.caller,
			'iam:GetUser',
			`arn:aws:iam::${account}:user/${name}`,
		);
		return {
			User: describeIdentity('user', ...findIdentity('user', name, context)),
		};
	}),

	ListUsers: reads(formSchema, (form, context) => {
		authoriseIdentity(context.caller, 'iam:ListUsers', '*');
		const prefix = form.get('PathPrefix') ?? '/';
		const users = identitiesOf(context, 'user').filter(([arn]) =>
			namesOf(arn).path.startsWith(prefix),
		);
		const {items, ...rest} = pageOf(form, users);
		return {
			Users: items.map(([arn, user]) => describeIdentity('user', arn, user)),
			...rest,
		};
	}),
};
