import {formSchema, pageOf, required} from '../form.js';
import {reads, writes} from '../operation.js';
import {acceptInlinePolicy} from './accept-policy.js';
import {encodePolicy} from './describe.js';
import {findOwnRole, seeRole} from './find-role.js';
import {noSuchEntity, readName} from './names.js';
import {type Identity} from './records.js';

const findPolicy = ({inline}: Identity, name: string): string => {
	const text = Object.hasOwn(inline, name) ? inline[name] : undefined;
	if (text === undefined) {
		throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
	}

	return text;
};

/** PutRolePolicy, GetRolePolicy, ListRolePolicies and DeleteRolePolicy: the inline policies of a role. */
export const rolePolicyOperations = {
	PutRolePolicy: writes(formSchema, (form, context) => {
		const {name: roleName, role} = findOwnRole(form, context, 'PutRolePolicy');
		const name = readName(form, 'PolicyName');
		const text = required(form, 'PolicyDocument');
		const others = Object.entries(role.inline).flatMap(([other, kept]) =>
			other === name ? [] : [kept],
		);
		acceptInlinePolicy(text, roleName, others);
		role.inline[name] = text;
	}),

	GetRolePolicy: reads(formSchema, (form, context) => {
		const {name: roleName, role} = seeRole(form, context, 'GetRolePolicy');
		const name = readName(form, 'PolicyName');
		return {
			RoleName: roleName,
			PolicyName: name,
			PolicyDocument: encodePolicy(findPolicy(role, name)),
		};
	}),

	ListRolePolicies: reads(formSchema, (form, context) => {
		const {role} = seeRole(form, context, 'ListRolePolicies');
		const {items, ...rest} = pageOf(form, Object.keys(role.inline).toSorted());
		return {PolicyNames: items, ...rest};
	}),

	DeleteRolePolicy: writes(formSchema, (form, context) => {
		const {role} = findOwnRole(form, context, 'DeleteRolePolicy');
		const name = readName(form, 'PolicyName');
		findPolicy(role, name);
		Reflect.deleteProperty(role.inline, name);
	}),
};
