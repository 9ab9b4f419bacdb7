import {type JsonObject} from '../../json.js';
import {authoriseIdentity} from '../authorise.js';
import {formSchema, invalid, queryList, sliceForm, reads, type CallContext} from '../operation.js';
import {awsManagedPolicies, type Identity, type ManagedPolicy} from './records.js';
import {
	describeAttached,
	describeIdentity,
	describeMore,
	describePolicy,
	encodePolicy,
	describeVersion,
	identitiesOf,
} from './describe.js';
import {describeProfiles} from './roles.js';

const kinds = ['User', 'Role', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy'];

type Entry = {
	list: 'RoleDetailList' | 'UserDetailList' | 'Policies';
	detail: JsonObject;
};

const roleDetail = ([arn, role]: [string, Identity]): Entry => {
	const {Description, MaxSessionDuration, ...rest} = describeIdentity('role', arn, role);
	return {
		list: 'RoleDetailList',
		detail: {
			...rest,
			InstanceProfileList: describeProfiles(arn, role),
			RolePolicyList: Object.entries(role.inline).map(([name, text]) => ({
				PolicyName: name,
				PolicyDocument: encodePolicy(text),
			})),
			AttachedManagedPolicies: describeAttached(role),
			...describeMore(role),
		},
	};
};

const userDetail = ([arn, user]: [string, Identity]): Entry => ({
	list: 'UserDetailList',
	detail: {
		...describeIdentity('user', arn, user),
		GroupList: [],
		AttachedManagedPolicies: describeAttached(user),
	},
});

const policyDetail = (arn: string, policy: ManagedPolicy, users: readonly Identity[]): Entry => ({
	list: 'Policies',
	detail: {
		...describePolicy(arn, policy, users),
		PolicyVersionList: Object.keys(policy.versions).map((id) => describeVersion(policy, id)),
	},
});

/** Everything of the wanted kinds. Of AWS's own policies only those in use are told. */
const entriesOf = (context: CallContext, wanted: Set<string>): Entry[] => {
	const {state, caller} = context;
	const [roles, users] = [identitiesOf(context, 'role'), identitiesOf(context, 'user')];
	const all = [...roles, ...users].map(([, identity]) => identity);
	const local = Object.entries(state.managedPolicies).filter(([arn]) =>
		arn.startsWith(`arn:aws:iam::${caller.account}:`),
	);
	const used = new Set(all.flatMap(({attached, boundary = ''}) => [...attached, boundary]));
	const own = Object.entries(awsManagedPolicies).flatMap(([arn, policy]) =>
		policy && used.has(arn) ? [policyDetail(arn, policy, all)] : [],
	);
	return [
		...(wanted.has('User') ? users.map((user) => userDetail(user)) : []),
		...(wanted.has('Role') ? roles.map((role) => roleDetail(role)) : []),
		...(wanted.has('LocalManagedPolicy')
			? local.map(([arn, policy]) => policyDetail(arn, policy, all))
			: []),
		...(wanted.has('AWSManagedPolicy') ? own : []),
	];
};

/** GetAccountAuthorizationDetails: roles, users and policies in one list of pages. */
export const accountDetailOperations = {
	GetAccountAuthorizationDetails: reads(formSchema, (form, context) => {
		authoriseIdentity(context.caller, 'iam:GetAccountAuthorizationDetails', '*');
		const filter = queryList(form, 'Filter');
		const wrong = filter.find((kind) => !kinds.includes(kind));
		if (wrong !== undefined) {
			throw invalid(`Filter takes ${kinds.join(', ')}; not ${wrong}.`);
		}

		const wanted = new Set(filter.length === 0 ? kinds : filter);
		const {items, end} = sliceForm(form, entriesOf(context, wanted));
		const of = (list: Entry['list']) =>
			items.flatMap((entry) => (entry.list === list ? [entry.detail] : []));
		return {
			UserDetailList: of('UserDetailList'),
			GroupDetailList: [],
			RoleDetailList: of('RoleDetailList'),
			Policies: of('Policies'),
			...end,
		};
	}),
};
