import {formatWord} from '../terminal/foreign-text.js';
import {joinWords} from './join-words.js';
import {toList} from './one-or-many.js';
import {type Statement} from './policy-document.js';

const verbs: Record<string, string> = {
	'kms:encrypt': 'encrypt',
	'kms:decrypt': 'decrypt',
	'kms:sign': 'sign',
	'kms:verify': 'verify',
	'kms:reencrypt*': 're-encrypt',
	'kms:generatedatakey': 'make data keys',
	'kms:generatedatakey*': 'make data keys',
	'sts:assumerole': 'assume this role',
	'secretsmanager:getsecretvalue': 'read the value',
};

const joinForeign = (words: string[]): string =>
	joinWords(words.map((word) => formatWord(word)));

const isOf = (service: string, actions: string[]): boolean =>
	actions.every(
		(action) =>
			action === '*' || action.toLowerCase().startsWith(`${service}:`),
	);

const nameTarget = (
	{Principal, NotPrincipal, Resource, NotResource}: Statement,
	actions: string[],
): string => {
	// Without one it is a policy of a role or user, which stands at no key.
	const hasPrincipal = Principal !== undefined || NotPrincipal !== undefined;
	const resources = toList(Resource);
	if (NotResource !== undefined) {
		return `everything but ${joinForeign(toList(NotResource))}`;
	}

	if (resources.length > 0 && !resources.includes('*')) {
		return joinForeign(resources);
	}

	if (!isOf('kms', actions)) {
		return 'everything';
	}

	return hasPrincipal
		? 'this key'
		: actions.includes('*')
			? 'everything'
			: 'every key';
};

/** Says in words what a statement lets its principals do, such as "encrypt and decrypt with this key"; empty when nothing. */
export function explainAction(statement: Statement): string {
	const actions = toList(statement.Action);
	if (statement.NotAction !== undefined) {
		const except = toList(statement.NotAction);
		return `do everything except ${joinForeign(except)} with ${nameTarget(statement, except)}`;
	}

	const target = nameTarget(statement, actions);
	if (
		actions.some((action) => action === '*' || action.toLowerCase() === 'kms:*')
	) {
		return target === 'everything'
			? 'do everything'
			: `do everything with ${target}${target === 'this key' ? ', its administration included' : ''}`;
	}

	const known = [
		...new Set(actions.flatMap((action) => verbs[action.toLowerCase()] ?? [])),
	];
	const other = actions.filter(
		(action) => !Object.hasOwn(verbs, action.toLowerCase()),
	);
	const using = isOf('secretsmanager', actions) ? 'of' : 'with';
	const first =
		known.length === 0
			? []
			: [
					isOf('sts', actions)
						? joinWords(known)
						: `${joinWords(known)} ${using} ${target}`,
				];
	return joinWords([
		...first,
		...(other.length === 0
			? []
			: [
					`call ${joinForeign(other)} on ${first.length === 0 ? target : 'it'}`,
				]),
	]);
}
