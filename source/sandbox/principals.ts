import {practiceAccount, type State} from './state.js';
import {type ParsedStatement} from './statements.js';

/** The role that Workato uses for Enterprise Key Management, in whichever account is Workato's. */
export const workatoRoleName = 'Workato_EKM';

const iamArn =
	/^arn:aws:iam::(?<account>\d{12}):(?<resource>root|role\/.+|user\/.+)$/v;
const sessionArn =
	/^arn:aws:sts::(?<account>\d{12}):assumed-role\/(?<role>[\w+,\-.=@]+)\/[\w+,\-.=@]+$/v;

const hasRole = (state: State, account: string, name: string): boolean =>
	(name === workatoRoleName && account !== practiceAccount) ||
	Object.keys(state.identities).some(
		(arn) =>
			arn.startsWith(`arn:aws:iam::${account}:role/`) &&
			arn.split('/').at(-1) === name,
	);

/**
Whether an `AWS` principal exists. Every well-formed account does, with its root; outside the practice account each has
the role Workato_EKM; beyond that there are the roles and users of the state. A wildcard inside an ARN never does.
*/
export const isPrincipal = (state: State, principal: string): boolean => {
	if (
		principal === '*' ||
		/^\d{12}$/v.test(principal) ||
		Object.hasOwn(state.identities, principal)
	) {
		return true;
	}

	const iam = iamArn.exec(principal)?.groups;
	if (iam) {
		return (
			iam.resource === 'root' ||
			(iam.resource === `role/${workatoRoleName}` &&
				iam.account !== practiceAccount)
		);
	}

	const session = sessionArn.exec(principal)?.groups;
	return (
		session !== undefined &&
		hasRole(state, session.account ?? '', session.role ?? '')
	);
};

/** Whether a name has the form of a service principal. */
export const isService = (service: string): boolean =>
	/^[a-z][\-.0-9a-z]*\.amazonaws\.com$/v.test(service);

const isProvider = (provider: string): boolean =>
	/^arn:aws:iam::\d{12}:(?:saml|oidc)-provider\/.+|^[\-.a-z]+$/v.test(provider);

/** The first principal of a statement that does not exist, as IAM names it in its refusal: `"AWS":"…"`. */
export const invalidPrincipal = (
	state: State,
	{Principal, NotPrincipal}: ParsedStatement,
): string | undefined => {
	const judges = {
		AWS: (principal: string) => isPrincipal(state, principal),
		Service: isService,
		Federated: isProvider,
	};
	for (const kind of ['AWS', 'Service', 'Federated'] as const) {
		const named = [Principal, NotPrincipal].flatMap((one) => one?.[kind] ?? []);
		const wrong = named.find((one) => !judges[kind](one));
		if (wrong !== undefined) {
			return `"${kind}":"${wrong}"`;
		}
	}

	return undefined;
};
