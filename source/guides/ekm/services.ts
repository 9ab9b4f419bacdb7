import * as z from 'zod';
import {type Lookup} from '../../aws/errors.js';
import {type Identity, type AwsSession} from '../../aws/session.js';
import {findPrincipal} from '../../resources/iam-role/read.js';
import {simulatePermissions, type Permissions} from '../../aws/permissions.js';
import {type Statement} from '../../policy/policy-document.js';
import {listKeys, type KeyList} from '../../resources/kms-key/list.js';
import {type StepProps} from '../guide-screens.js';
import {callSandbox} from '../steps/in-workato.js';
import {type EkmAnswers} from './answers.js';
import {type EkmObservation} from './observation.js';

/** What the EKM screens need beside the observation. */
export type EkmServices = {
	/** Whether this identity may do what these statements allow, by its own policies. */
	permissions: (identity: Identity, needed: readonly Statement[]) => Promise<Lookup<Permissions>>;
	/** Every key of the region, as far as it is known; `update` hears more until the signal stops it. */
	listKeys: (update: (list: KeyList) => void, signal: AbortSignal) => Promise<void>;
	/** Which of these roles and users IAM says are not there; those it may not be asked about are not among them. */
	missingPrincipals: (arns: readonly string[]) => Promise<string[]>;
	/** The sandbox's Workato; real Workato can only be used by hand. */
	sandbox?: SandboxWorkato;
};

/** The services for one session. */
export function ekmServices(session: AwsSession): EkmServices {
	return {
		permissions: async (identity, needed) => simulatePermissions(session, identity, needed),
		listKeys: async (update, signal) => listKeys(session, update, signal),
		async missingPrincipals(arns) {
			const found = await Promise.all(arns.map(async (arn) => findPrincipal(session, arn)));
			return arns.filter((_, index) => found[index]?.state === 'absent');
		},
		...(session.sandbox && session.endpoint && {sandbox: sandboxWorkato(session.endpoint)}),
	};
}

/** The sandbox's Workato: it shows a statement to copy, and tries a key when “Update key” is clicked. */
type SandboxWorkato = {
	permissionToAccessKey: () => Promise<string>;
	updateKey: (keyArn: string, principal: string) => Promise<{accepted: boolean; message: string}>;
};

const statementAnswer = z.object({statement: z.string()});
const updateAnswer = z.object({accepted: z.boolean(), message: z.string()});

/** Talks to the sandbox at this address. Rejects when the sandbox is gone. */
function sandboxWorkato(endpoint: string): SandboxWorkato {
	return {
		async permissionToAccessKey() {
			const page = await callSandbox(endpoint, '/_workato/permission-to-access-key');
			return statementAnswer.parse(page).statement;
		},
		async updateKey(keyArn, principal) {
			const reply = await callSandbox(endpoint, '/_workato/update-key', {keyArn, principal});
			return updateAnswer.parse(reply);
		},
	};
}

/** What every EKM screen gets. */
export type EkmStepProps = StepProps<EkmAnswers, EkmObservation, EkmServices>;
