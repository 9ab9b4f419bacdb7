import {ekmScreens} from '../../source/guides/ekm/screens.js';
import {secretsScreens} from '../../source/guides/secrets/screens.js';
import {ekmAsideScenes} from './ekm-aside-scenes.js';
import {ekmQuestionScenes} from './ekm-question-scenes.js';
import {ekmWorkScenes} from './ekm-work-scenes.js';
import {entranceScenes} from './entrance-scenes.js';
import {helpScenes} from './help-scenes.js';
import {manyProjectsScenes} from './many-projects-scenes.js';
import {openedProjectScenes} from './opened-project-scenes.js';
import type {Scene} from './scene.js';
import {secretsAsideScenes} from './secrets-aside-scenes.js';
import {secretsQuestionScenes} from './secrets-question-scenes.js';
import {secretsWorkScenes} from './secrets-work-scenes.js';
import {signInScenes} from './sign-in-scenes.js';

/** Every screen in every state that is looked at, by the tests of forms, by people and by the pictures. */
export const allScenes: readonly Scene[] = [
	...entranceScenes,
	...signInScenes,
	...ekmQuestionScenes,
	...ekmWorkScenes,
	...ekmAsideScenes,
	...helpScenes,
	...secretsQuestionScenes,
	...secretsWorkScenes,
	...secretsAsideScenes,
	...manyProjectsScenes,
	...openedProjectScenes,
];

/** `guide/step` of every step that a guide has, with the step's title. */
export const registeredSteps: Readonly<Record<string, string>> = Object.fromEntries(
	[ekmScreens, secretsScreens].flatMap(({definition, steps}) =>
		steps.map(({id, title}) => [`${definition.id}/${id}`, title] as const),
	),
);

/** The scene of an id. Fails, with the ids there are, when there is none. */
export function sceneOf(id: string): Scene {
	const scene = allScenes.find((each) => each.id === id);
	if (!scene) {
		throw new Error(
			`There is no screen “${id}”. There are:\n${allScenes.map((each) => each.id).join('\n')}`,
		);
	}

	return scene;
}

/** The title that a scene’s screen has. */
export function titleOf({id, title}: Scene): string {
	const step = id.split('/').slice(0, 2).join('/');
	return title ?? registeredSteps[step] ?? id;
}
