import {type Lookup} from '../../../aws/lookup.js';
import {type Identity} from '../../../aws/identity.js';
import {type PolicyDocument} from '../../../policy/policy-document.js';
import {type TrustedBy} from '../../../policy/judge-trust.js';
import {type Verdict} from '../../checklist-table.js';
import {type Question, rowFrom} from '../../check-row.js';
import {type Check} from '../../guide.js';
import {type WorkatoName} from '../../name-workato.js';
import {type ProjectAnswers} from '../answers.js';
import {
	type ProjectObservation,
	type ProjectRole,
	type SecretsObservation,
} from '../observation.js';

/** What the rows of one project are worked out from. Missing: AWS has not said it yet, or an answer is not given. */
export type ProjectContext = {
	project: ProjectAnswers;
	roleName: string;
	seen: ProjectObservation | undefined;
	identity: Identity | undefined;
	trusted: TrustedBy | undefined;
	/** How the account that is trusted is named. */
	workato: WorkatoName;
	permissions: PolicyDocument | undefined;
	observation: Partial<SecretsObservation>;
	/** ISO 8601: when the role was last written by this setup; use before that proves nothing. */
	since: string;
};

/** A question about one project; `id` is the same for each. */
export type ProjectQuestion = Pick<
	Question,
	'id' | 'title' | 'isSupplementary'
>;

/** A row of one project that rests on its role. */
export function roleRow(
	{project, seen}: ProjectContext,
	question: ProjectQuestion,
	value: (role: ProjectRole) => Verdict,
	absent: () => Verdict = noRole,
): Check {
	return groupRow(project, question, seen?.role, {value, absent});
}

/** A row of one project that rests on one answer of AWS. */
export function groupRow<T>(
	{name}: ProjectAnswers,
	{id, ...question}: ProjectQuestion,
	found: Lookup<T> | undefined,
	verdicts: {value: (value: T) => Verdict; absent: () => Verdict},
): Check {
	return rowFrom(
		{...question, id: `${id}:${name}`, question: id, group: name},
		found,
		verdicts,
	);
}

/** The verdict of a row that has nothing to look at, because the role is not there. */
export function noRole(): Verdict {
	return {
		status: 'unknown',
		detail: 'There is no role to look at yet.',
		fix: 'Finish “Review and apply” first.',
		cause: 'no-role',
	};
}

/** The verdict of a row that needs an answer which is not given. */
export function noAnswer(what: string): Verdict {
	return {
		status: 'unknown',
		detail: `The setup has no ${what} for this project yet.`,
		fix: `Give the ${what} first.`,
		cause: `no-answer ${what}`,
	};
}

/** “1 secret”, “3 secrets”. */
export function countSecrets(count: number): string {
	return `${count} ${count === 1 ? 'secret' : 'secrets'}`;
}

/** The verdict of a row about secrets that AWS does not show. */
export const secretsUnseen: Verdict = {
	status: 'unknown',
	detail: 'AWS does not show the secrets.',
	fix: 'See the row on the secrets.',
	cause: 'secrets-unseen',
};
