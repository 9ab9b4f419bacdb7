import * as z from 'zod';
import {jsonAnswer, type Answer} from '../answer.js';
import {type World} from '../world.js';
import {findWaitingDevice} from './device-authorization.js';
import {settingsSchema} from './records.js';

const codeSchema = z.object({userCode: z.string()});

const decide = async (
	world: World,
	body: unknown,
	decision: 'allowed' | 'denied',
): Promise<Answer> => {
	const {userCode} = codeSchema.parse(body);
	return world.file.change(({identityCenter}) => {
		const device = findWaitingDevice(identityCenter, userCode);
		if (!device) {
			return jsonAnswer({error: 'No such code is waiting.'}, 404);
		}

		device.decision = decision;
		return jsonAnswer({ok: true});
	});
};

/** The endpoints that set Identity Center's scene, and answer a user code without a browser. */
export const identityCenterControls = {
	/** Changes the settings that are named, keeps the others, and answers them all. They live as long as the state. */
	'POST /_sandbox/identity-center': async (world: World, body: unknown) =>
		world.file.change(({identityCenter}) => {
			const changes = z.record(z.string(), z.unknown()).parse(body);
			const settings = {...identityCenter.settings, ...changes};
			identityCenter.settings = settingsSchema.parse(settings);
			return jsonAnswer(identityCenter.settings);
		}),

	'POST /_sandbox/identity-center/approve': async (
		world: World,
		body: unknown,
	) => decide(world, body, 'allowed'),

	'POST /_sandbox/identity-center/deny': async (world: World, body: unknown) =>
		decide(world, body, 'denied'),
};
