import process from 'node:process';
import type {ReactNode} from 'react';
import {appGuides} from '../../source/app/run-assistant.js';
import {Assistant} from '../../source/app/assistant.js';
import {awsAccess} from '../../source/app/connection.js';
import {newBackground} from '../../source/app/lifetime.js';
import {startUrl} from '../../source/sandbox/identity-center/portal.js';
import {enterSandbox} from '../../source/sandbox/saved-sandbox.js';
import {setupsFolder} from '../../source/setups/home-folder.js';
import {setupsAccess} from '../../source/setups/preview-setups.js';
import {freshHome} from '../support/fresh-home.js';
import {sandboxControl, type SandboxControl} from '../support/sandbox-control.js';
import type {Scene} from './scene.js';
import {seedHome} from './scenic-setups.js';

/** What stands behind a scene: a home and a sandbox of its own, and the assistant in them, still to be rendered. */
export type Backstage = {
	/** The HOME of the practice identity. */
	readonly home: string;
	/** Calls one of the sandbox's own endpoints, such as `POST /_sandbox/faults`. */
	readonly control: SandboxControl;
	readonly assistant: ReactNode;
	/** Ends what goes on behind the screens and gives the environment back. */
	readonly close: () => Promise<void>;
};

/** Seeds a scene: its setups, its AWS, its identity. */
export async function openBackstage(scene: Scene): Promise<Backstage> {
	const home = await freshHome();
	const env = {...home.env, LANG: 'C.UTF-8', ...scene.env};
	await seedHome(scene.setups ?? [], env);

	const {sandbox, env: entered, close} = await enterSandbox(env, false);
	const inside = {...entered, ...scene.env};
	const credentials = {...sandbox.environment, ...scene.env};
	process.env = {...inside};
	const control = sandboxControl(sandbox.url);
	const place = {control, home: inside.HOME ?? home.home};
	await scene.prepare?.(place);

	const background = newBackground();
	const [only] = scene.setups ?? [];
	const setups = setupsAccess(setupsFolder(env, true));
	const store = await setups.load();
	return {
		...place,
		assistant: (
			<Assistant
				guides={(scene.guides ?? appGuides)()}
				setups={setups}
				previews={[]}
				store={store}
				access={awsAccess({
					env: inside,
					profile: undefined,
					sandbox: {...sandbox, environment: credentials},
				})}
				region={scene.isWithoutRegion ? undefined : 'us-east-1'}
				who={undefined}
				startUrl={startUrl}
				guide={scene.guide ?? only?.fields.guide}
				background={background}
			/>
		),
		async close() {
			await background.end();
			await close();
			await home.cleanup();
		},
	};
}
