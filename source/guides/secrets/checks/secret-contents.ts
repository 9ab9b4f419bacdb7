import {type Lookup} from '../../../aws/lookup.js';
import {
	codesOf,
	type Verdict,
	firstFew,
	troubleOf,
} from '../../checklist-table.js';
import {type SecretContents} from '../../../resources/secret/read.js';
import {type ProjectObservation} from '../observation.js';
import {secretsUnseen} from './project-context.js';

/** Whether each secret holds JSON with keys, which is all that Workato reads; unknown until somebody lets it look. */
export function areJson(
	{secrets}: ProjectObservation,
	contents: Record<string, Lookup<SecretContents>> | undefined,
): Verdict {
	if (!contents) {
		return {
			status: 'unknown',
			detail:
				'The assistant has not looked inside; Workato reads JSON with keys only.',
			fix: 'Let it look if you like: under “Use the secrets”, or with lookInside: true in the setup file. No value is shown or kept.',
		};
	}

	if (secrets.every(({secret}) => secret.state !== 'found')) {
		return secretsUnseen;
	}

	const asked = secrets.flatMap(({secret}) => {
		if (secret.state !== 'found') {
			return [];
		}

		const {arn, name, deletedAt} = secret.value;
		// Nobody may read it until it is restored.
		if (deletedAt !== undefined) {
			return [];
		}

		return [
			{
				name,
				inside: Object.hasOwn(contents, arn) ? contents[arn] : undefined,
			},
		];
	});
	if (asked.length === 0 && secrets.length > 0) {
		return {
			status: 'unknown',
			detail: 'A secret that is scheduled for deletion cannot be read.',
			fix: 'See the row on the secrets.',
		};
	}

	const wrong = asked.flatMap(({name, inside}) =>
		inside?.state === 'found' && inside.value.kind !== 'keys'
			? [`${name} is ${kinds[inside.value.kind]}.`]
			: [],
	);
	const unseen = asked.flatMap(({name, inside}) =>
		inside?.state === 'found'
			? []
			: [
					`${name}: ${inside?.state === 'unknown' ? inside.reason : 'it has no value'}`,
				],
	);
	if (wrong.length > 0) {
		return {
			status: 'fail',
			detail: firstFew(wrong),
			alike: `${wrong.length} wrong`,
			fix: 'Store it as key/value pairs in Secrets Manager.',
		};
	}

	return unseen.length > 0
		? {
				status: 'unknown',
				detail: `Could not look: ${firstFew(unseen)}`,
				fix: 'Get the permission secretsmanager:GetSecretValue, or look in the console.',
				alike: codesOf(asked.map(({inside}) => inside)),
				...troubleOf(asked.map(({inside}) => inside)),
			}
		: {status: 'pass', detail: 'Each holds key/value pairs.'};
}

const kinds = {
	text: 'plain text',
	binary: 'binary',
	'other-json': 'JSON without keys',
} as const;
