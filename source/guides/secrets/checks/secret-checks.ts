import {type Lookup} from '../../../aws/lookup.js';
import {type SecretKeyFacts} from '../../../resources/secret/read.js';
import {
	codesOf,
	couldNotLookAt,
	troubleOf,
	firstFew,
	type Verdict,
} from '../../checklist-table.js';
import {type Check} from '../../guide.js';
import {type ProjectObservation, type WantedSecret} from '../observation.js';
import {
	countSecrets,
	groupRow,
	noAnswer,
	type ProjectContext,
	secretsUnseen,
} from './project-context.js';
import {areJson} from './secret-contents.js';

/** The chosen secrets themselves: there, not about to be deleted, their keys in order, and JSON if we may look. */
export function secretChecks(context: ProjectContext): Check[] {
	const {project, seen, observation} = context;
	const found: Lookup<ProjectObservation> | undefined = seen && {
		state: 'found',
		value: seen,
	};
	const about = (
		id: string,
		title: string,
		value: (seen: ProjectObservation) => Verdict,
		isSupplementary?: boolean,
	) =>
		groupRow(
			project,
			{id, title, ...(isSupplementary && {isSupplementary})},
			found,
			{
				value: (each) => (project.secrets ? value(each) : noAnswer('secrets')),
				absent: () => noAnswer('secrets'),
			},
		);
	return [
		about('secrets', 'Each secret is there', (each) =>
			present(each, Array.isArray(project.secrets)),
		),
		about('keys', 'Their keys are enabled', (each) =>
			keysEnabled(each, observation.keys ?? {}),
		),
		about(
			'json',
			'Each secret is JSON with keys',
			(each) => areJson(each, observation.contents),
			true,
		),
	];
}

function present(
	{secrets, secretsProblem}: ProjectObservation,
	isChosenByName: boolean,
): Verdict {
	if (secretsProblem) {
		return couldNotLookAt(secretsProblem);
	}

	const missing = secrets.flatMap(({wanted, secret}) =>
		secret.state === 'absent'
			? [`There is no secret ${wanted}.`]
			: secret.state === 'found' && secret.value.arn !== wanted
				? [`${wanted} is not a full ARN; AWS prints ${secret.value.arn}.`]
				: [],
	);
	const going = secrets.flatMap(({secret}) =>
		secret.state === 'found' && secret.value.deletedAt !== undefined
			? [`${secret.value.name} is scheduled for deletion.`]
			: [],
	);
	const unseen = secrets.flatMap(({wanted, secret}) =>
		secret.state === 'unknown'
			? [`${wanted}: ${secret.reason} (${secret.code})`]
			: [],
	);
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

	return unseen.length > 0
		? {
				status: 'unknown',
				detail: `Could not look: ${firstFew(unseen)}`,
				fix: 'Get the permission secretsmanager:DescribeSecret, and look again.',
				alike: codesOf(secrets.map(({secret}) => secret)),
				...troubleOf(secrets.map(({secret}) => secret)),
			}
		: {
				status: 'pass',
				detail: [
					`${countSecrets(secrets.length)}, none scheduled for deletion.`,
					...ownedByServices(secrets),
				].join(' '),
			};
}

// Such a secret changes without anybody's doing, and Workato keeps the values that it has read for an hour.
function ownedByServices(secrets: readonly WantedSecret[]): string[] {
	const owned = secrets.flatMap(({secret}) =>
		secret.state === 'found' && secret.value.owningService !== undefined
			? [
					`The AWS service ${secret.value.owningService} owns ${secret.value.name} and rotates it by itself.`,
				]
			: [],
	);
	return owned.length === 0
		? []
		: [
				firstFew(owned),
				'Workato may use the value before a rotation for up to 60 minutes, since it keeps what it has read.',
			];
}

function keysEnabled(
	{secrets, secretsProblem}: ProjectObservation,
	keys: Record<string, Lookup<SecretKeyFacts>>,
): Verdict {
	// Without the secret nobody knows its key.
	if (
		secretsProblem !== undefined ||
		(secrets.length > 0 &&
			secrets.every(({secret}) => secret.state !== 'found'))
	) {
		return secretsUnseen;
	}

	const hidden = secrets.flatMap(({wanted, secret}) =>
		secret.state === 'unknown' ? [`${wanted}: ${secret.reason}`] : [],
	);
	const ids = new Set(
		secrets.flatMap(({secret}) =>
			secret.state === 'found' ? (secret.value.kmsKeyId ?? []) : [],
		),
	);
	const asked = Array.from(ids, (id) => ({
		id,
		key: Object.hasOwn(keys, id) ? keys[id] : undefined,
	}));
	const off = asked.flatMap(({key}) =>
		key?.state === 'found' && !key.value.enabled
			? [`The key ${key.value.arn} is not enabled.`]
			: [],
	);
	const gone = asked.flatMap(({id, key}) =>
		key?.state === 'absent' ? [`There is no key ${id}.`] : [],
	);
	const unseen = [
		...hidden,
		...asked.flatMap(({id, key}) =>
			key?.state === 'unknown' || key === undefined
				? [`${id}: ${key?.reason ?? 'not asked yet'}`]
				: [],
		),
	];
	if (off.length > 0 || gone.length > 0) {
		return {
			status: 'fail',
			detail: firstFew([...gone, ...off]),
			fix: 'Enable the key in the KMS console, or give the secret another key.',
		};
	}

	return unseen.length > 0
		? {
				status: 'unknown',
				detail: `Could not look: ${firstFew(unseen)}`,
				fix: 'Get the permission kms:DescribeKey, and look again.',
				alike: codesOf([
					...secrets.map(({secret}) => secret),
					...asked.map(({key}) => key),
				]),
				...troubleOf(asked.map(({key}) => key)),
			}
		: {
				status: 'pass',
				detail:
					ids.size === 0
						? 'All are encrypted with aws/secretsmanager, which needs no permission.'
						: 'Every key that the secrets use is enabled.',
			};
}
