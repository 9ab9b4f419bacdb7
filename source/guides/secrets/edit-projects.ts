import {type ProjectAnswers} from './answers.js';

type Projects = readonly ProjectAnswers[];

/** The projects with some answers of one of them changed; `undefined` takes an answer away. */
export function changeProject(
	projects: Projects,
	name: string,
	answers: Partial<ProjectAnswers>,
): ProjectAnswers[] {
	return projects.map((project) =>
		project.name === name ? {...project, ...answers} : project,
	);
}

/** The projects with the same answers changed in all of them; `answersOf` says what is new for one. */
export function changeAll(
	projects: Projects,
	answersOf: (project: ProjectAnswers) => Partial<ProjectAnswers>,
): ProjectAnswers[] {
	return projects.map((project) => ({...project, ...answersOf(project)}));
}

/** The projects without one of them. */
export function removeProject(
	projects: Projects,
	name: string,
): ProjectAnswers[] {
	return projects.filter((project) => project.name !== name);
}

/** Takes rows in: a project that is there gets what the row says beside what it has, the others are added behind. */
export function mergeProjects(
	projects: Projects,
	rows: readonly ProjectAnswers[],
): ProjectAnswers[] {
	const merged = new Map(projects.map((project) => [project.name, project]));
	for (const row of rows) {
		merged.set(row.name, {...merged.get(row.name), ...row});
	}

	return Array.from(merged, ([, project]) => project);
}
