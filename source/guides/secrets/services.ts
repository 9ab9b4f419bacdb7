import process from 'node:process';
import {type Found} from '../../aws/find.js';
import {listRoles, type ListedRole} from '../../resources/iam-role/list.js';
import {type Identity} from '../../aws/identity.js';
import {simulatePermissions, type Permissions} from '../../aws/permissions.js';
import {
	listSecrets,
	type ListedSecret,
	lookIntoSecret,
	type SecretContents,
} from '../../resources/secret/read.js';
import {type AwsSession} from '../../aws/session.js';
import {type Statement} from '../../policy/policy-document.js';
import {type ListRequest} from '../steps/use-listing.js';
import {practiceSecrets, type PracticeSecrets} from './practice-workato.js';
import {workatoApiOf, type WorkatoApi} from './workato-api.js';

/** What the secrets guide's screens need beside the observation. */
export type SecretsServices = {
	/** Whether this identity may do what these statements allow, by its own policies. */
	permissions: (
		identity: Identity,
		needed: readonly Statement[],
	) => Promise<Found<Permissions>>;
	listSecrets: ListRequest<ListedSecret>;
	listRoles: ListRequest<ListedRole>;
	/** What a secret holds, by the operator's identity: at most the names of its keys. */
	lookInto: (secretArn: string) => Promise<Found<SecretContents>>;
	/** There when WORKATO_API_TOKEN is set. */
	workatoApi?: WorkatoApi;
	/** The sandbox's Workato; real Workato's pages can only be used by hand. */
	practice?: PracticeSecrets;
};

/** The services for one session. */
export function secretsServices(session: AwsSession): SecretsServices {
	const sandbox = session.sandbox ? session.endpoint : undefined;
	const workatoApi = workatoApiOf(process.env, sandbox);
	return {
		permissions: async (identity, needed) =>
			simulatePermissions(session, identity, needed),
		listSecrets: async (options) => listSecrets(session, options),
		listRoles: async (options) => listRoles(session, options),
		lookInto: async (arn) => lookIntoSecret(session, arn),
		...(workatoApi && {workatoApi}),
		...(sandbox && {practice: practiceSecrets(sandbox)}),
	};
}
