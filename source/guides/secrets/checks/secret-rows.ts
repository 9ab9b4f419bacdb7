import {type Lookup} from '../../../aws/errors.js';
import {
	codesOf,
	couldNotObserveOne,
	firstFew,
	troubleOf,
	type Verdict,
	cannotTell,
	fail,
	pass,
} from '../../checklist-table.js';
import {keySeen, secretsThere, type ProjectObservation} from '../observation.js';
import {formatCount} from '../../../terminal/text.js';
import {noAnswer, row, secretsUnseen, type RowContext} from './row-context.js';

/** The chosen secrets themselves: there, not about to be deleted, their keys in order, and JSON if we may look. */
export const secretRows = [
	row({
		id: 'secrets',
		section: 'The secrets',
		title: 'Each secret is there',
		cause: 'deleted, or in another region',
		solution: 'restore it, or choose again',
		needs: ['seen'],
		verdict: ({seen}, {project}) =>
			project.secrets ? present(seen, Array.isArray(project.secrets)) : noAnswer('secrets'),
	}),
	row({
		id: 'keys',
		section: 'The secrets',
		title: 'Their keys are enabled',
		cause: 'the key of a secret is disabled, or does not let the role in',
		solution: 'put the key right',
		needs: ['seen'],
		verdict: ({seen}, {project, observation}) =>
			project.secrets ? keysEnabled(seen, observation) : noAnswer('secrets'),
	}),
	row({
		id: 'json',
		section: 'The secrets',
		title: 'Each secret is JSON with keys',
		cause: 'plain text: Workato reads JSON only',
		solution: 'store it as JSON',
		isSupplementary: true,
		needs: ['seen'],
		verdict: ({seen}, {project, observation}) =>
			project.secrets ? areJson(seen, observation.contents) : noAnswer('secrets'),
	}),
];

/** The verdict of a row about several answers, of which some could not be had. */
function couldNotObserveSome(
	unseen: readonly string[],
	asked: ReadonlyArray<Lookup<unknown> | undefined>,
	fix: string,
): Verdict {
	return cannotTell(`Could not look: ${firstFew(unseen)}`, fix, {
		alike: codesOf(asked),
		...troubleOf(asked),
	});
}

function present(seen: ProjectObservation, isChosenByName: boolean): Verdict {
	const {secrets, secretsProblem} = seen;
	if (secretsProblem) {
		return couldNotObserveOne(secretsProblem);
	}

	const missing = secrets.flatMap(({wanted, secret}) =>
		secret.state === 'absent'
			? [`There is no secret ${wanted}.`]
			: secret.state === 'found' && secret.value.arn !== wanted
				? [`${wanted} is not a full ARN; AWS prints ${secret.value.arn}.`]
				: [],
	);
	const there = secretsThere(seen);
	const going = there
		.filter(({deletedAt}) => deletedAt !== undefined)
		.map(({name}) => `${name} is scheduled for deletion.`);
	// Below a prefix, secrets come and go; only what was chosen by its ARN has to stay.
	if (missing.length > 0 || going.length > 0) {
		return {
			status: missing.length > 0 || isChosenByName ? 'fail' : 'warn',
			detail: firstFew([...missing, ...going]),
			alike: `${missing.length} missing, ${going.length} going${isChosenByName ? ', by name' : ''}`,
			fix:
				missing.length > 0
					? 'Choose the secrets again; a secret that is made anew has another ARN.'
					: isChosenByName
						? 'Restore it in Secrets Manager, or choose another one.'
						: 'If a connection still uses it, restore it in Secrets Manager.',
		};
	}

	const unseen = secrets.flatMap(({wanted, secret}) =>
		secret.state === 'unknown' ? [`${wanted}: ${secret.reason} (${secret.code})`] : [],
	);
	if (unseen.length > 0) {
		return couldNotObserveSome(
			unseen,
			secrets.map(({secret}) => secret),
			'Get the permission secretsmanager:DescribeSecret, and look again.',
		);
	}

	const owned = there.flatMap(({owningService, name}) =>
		owningService === undefined
			? []
			: [`The AWS service ${owningService} owns ${name} and rotates it by itself.`],
	);
	return {
		status: 'pass',
		detail: [
			`${formatCount(secrets.length, 'secret')}, none scheduled for deletion.`,
			// Such a secret changes without anybody's doing, and Workato keeps the values that it has read for an hour.
			...(owned.length === 0
				? []
				: [
						firstFew(owned),
						'Workato may use the value before a rotation for up to 60 minutes, since it keeps what it has read.',
					]),
		].join(' '),
	};
}

function keysEnabled(seen: ProjectObservation, observation: RowContext['observation']): Verdict {
	const {secrets, secretsProblem} = seen;
	const there = secretsThere(seen);
	// Without the secret nobody knows its key.
	if (secretsProblem !== undefined || (secrets.length > 0 && there.length === 0)) {
		return secretsUnseen;
	}

	const ids = new Set(there.flatMap(({kmsKeyId}) => kmsKeyId ?? []));
	const asked = Array.from(ids, (id) => ({id, key: keySeen(observation, id)}));
	const wrong = [
		...asked.flatMap(({id, key}) => (key?.state === 'absent' ? [`There is no key ${id}.`] : [])),
		...asked.flatMap(({key}) =>
			key?.state === 'found' && !key.value.enabled
				? [`The key ${key.value.arn} is not enabled.`]
				: [],
		),
	];
	if (wrong.length > 0) {
		return fail(
			firstFew(wrong),
			'Enable the key in the KMS console, or give the secret another key.',
		);
	}

	const unseen = [
		...secrets.flatMap(({wanted, secret}) =>
			secret.state === 'unknown' ? [`${wanted}: ${secret.reason}`] : [],
		),
		...asked.flatMap(({id, key}) =>
			key?.state === 'unknown' || key === undefined
				? [`${id}: ${key?.reason ?? 'not asked yet'}`]
				: [],
		),
	];
	return unseen.length > 0
		? couldNotObserveSome(
				unseen,
				[...secrets.map(({secret}) => secret), ...asked.map(({key}) => key)],
				'Get the permission kms:DescribeKey, and look again.',
			)
		: pass(
				ids.size === 0
					? 'All are encrypted with aws/secretsmanager, which needs no permission.'
					: 'Every key that the secrets use is enabled.',
			);
}

const kinds = {
	text: 'plain text',
	binary: 'binary',
	'other-json': 'JSON without keys',
} as const;

/** Whether each secret holds JSON with keys, which is all that Workato reads; unknown until somebody lets it look. */
function areJson(
	seen: ProjectObservation,
	contents: RowContext['observation']['contents'],
): Verdict {
	if (!contents) {
		return cannotTell(
			'The assistant has not looked inside; Workato reads JSON with keys only.',
			'Let it look if you like: under “Use the secrets”, or with lookInside: true in the setup file. No value is shown or kept.',
		);
	}

	const there = secretsThere(seen);
	if (there.length === 0) {
		return secretsUnseen;
	}

	const asked = there
		// Nobody may read it until it is restored.
		.filter(({deletedAt}) => deletedAt === undefined)
		.map(({arn, name}) => ({
			name,
			inside: Object.hasOwn(contents, arn) ? contents[arn] : undefined,
		}));
	if (asked.length === 0) {
		return cannotTell(
			'A secret that is scheduled for deletion cannot be read.',
			'See the row on the secrets.',
		);
	}

	const wrong = asked.flatMap(({name, inside}) =>
		inside?.state === 'found' && inside.value.kind !== 'keys'
			? [`${name} is ${kinds[inside.value.kind]}.`]
			: [],
	);
	if (wrong.length > 0) {
		return fail(firstFew(wrong), 'Store it as key/value pairs in Secrets Manager.', {
			alike: `${wrong.length} wrong`,
		});
	}

	const unseen = asked.flatMap(({name, inside}) =>
		inside?.state === 'found'
			? []
			: [`${name}: ${inside?.state === 'unknown' ? inside.reason : 'it has no value'}`],
	);
	return unseen.length > 0
		? couldNotObserveSome(
				unseen,
				asked.map(({inside}) => inside),
				'Get the permission secretsmanager:GetSecretValue, or look in the console.',
			)
		: pass('Each holds key/value pairs.');
}
