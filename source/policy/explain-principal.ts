import {formatWord} from '../terminal/foreign-text.js';
import {joinWords} from './join-words.js';
import {type Principal} from './policy-document.js';
import {quote} from './quote.js';
import {parsePrincipalElement, type PrincipalInfo} from './principals.js';

const of = ({account}: PrincipalInfo): string =>
	account === undefined ? '' : ` of account ${account}`;

/** Names a principal in words, such as "the role Workato_EKM of account 123456789012". */
export function namePrincipal(principal: PrincipalInfo): string {
	switch (principal.kind) {
		case 'everyone': {
			return 'everyone';
		}

		case 'account': {
			return `account ${principal.id} and whomever it allows`;
		}

		case 'role':
		case 'user': {
			return `the ${principal.kind} ${principal.name!}${of(principal)}`;
		}

		case 'session': {
			return `the session ${principal.name!}${of(principal)}`;
		}

		case 'service': {
			return `the AWS service ${formatWord(principal.id)}`;
		}

		case 'federated': {
			return `people signed in through ${formatWord(principal.id)}`;
		}

		case 'unique-id': {
			return `a deleted role or user (${principal.id})`;
		}

		case 'malformed': {
			return `${quote(principal.id)}, which is nobody AWS knows,`;
		}
	}
}

/** Names everyone in a Principal element; empty when it names nobody. */
export const namePrincipals = (principal: Principal | undefined): string =>
	joinWords(parsePrincipalElement(principal).map((one) => namePrincipal(one)));
