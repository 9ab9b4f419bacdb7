import {
	type ProjectAnswers,
	type SecretsAnswers,
	mergeProjects,
} from '../answers.js';
import {type PracticeSecrets} from '../services.js';

type Ids = Pick<SecretsAnswers, 'workatoAccountId' | 'projects'>;

/** Takes account ID and external IDs from the practice Workato, for all projects in one go. */
export function practiceIds(
	practice: PracticeSecrets | undefined,
	scope: SecretsAnswers['scope'],
) {
	return async (
		projects: readonly ProjectAnswers[],
		onTaken: (ids: Ids) => void,
		onProblem: (reason: string) => void,
	): Promise<void> => {
		try {
			const page = await practice?.ids(
				projects.map(({name}) => name),
				scope ?? 'project',
			);
			if (page) {
				onTaken({
					workatoAccountId: page.accountId,
					projects: mergeProjects(projects, page.projects),
				});
			}
		} catch (error) {
			onProblem(error instanceof Error ? error.message : String(error));
		}
	};
}
