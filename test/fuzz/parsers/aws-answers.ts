import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {lookUp} from '../../../source/aws/errors.js';
import {findKeyByTag} from '../../../source/resources/kms-key/list.js';
import {listRoles} from '../../../source/resources/iam-role/read-many.js';
import {findPrincipal, readRole} from '../../../source/resources/iam-role/read.js';
import {whoAmI, type AwsSession} from '../../../source/aws/session.js';
import {
	describeKey,
	readKeyPolicy,
	readKeyTags,
	readKeyUse,
	readRotation,
} from '../../../source/resources/kms-key/read.js';
import {listSecrets, readSecret} from '../../../source/resources/secret/read.js';
import {startSandbox} from '../../../source/sandbox/server.js';
import {drawLines} from '../drawn.js';
import {type FuzzedParser} from '../parser.js';
import {randomOf} from '../random.js';
import {spoil} from '../spoil-answer.js';
import {openSpoiledAws} from '../spoiled-aws.js';

const alias = 'alias/app-secrets';
const role = 'SharedIntegrations';

type Reader = (session: AwsSession) => Promise<unknown>;

// Everything that reads AWS on its own; what the guides make of it is tried by the surveys.
const readers: readonly Reader[] = [
	async (session) => lookUp(async () => describeKey(session, alias)),
	async (session) => lookUp(async () => readKeyTags(session, alias)),
	async (session) => lookUp(async () => readKeyUse(session, alias)),
	async (session) => lookUp(async () => readKeyPolicy(session, alias)),
	async (session) => lookUp(async () => readRotation(session, alias)),
	async (session) => lookUp(async () => findKeyByTag(session, 'a', 'b')),
	async (session) => lookUp(async () => whoAmI(session)),
	async (session) => readRole(session, role),
	async (session) => listRoles(session),
	async (session) => findPrincipal(session, `arn:aws:iam::111122223333:role/${role}`),
	async (session) => listSecrets(session),
	async (session) => readSecret(session, 'shared/smtp'),
];

/** One answer of AWS in an odd shape, through the SDK's own reading of it and the function that takes over. */
export const awsAnswers: FuzzedParser = {
	name: 'aws-answers',
	bound: 5000,
	cases: 100_000,
	async open() {
		const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workato-aws-fuzz-'));
		const sandbox = await startSandbox({
			stateFile: path.join(folder, 'state.json'),
			seeded: true,
		});
		let random = randomOf(0, 'aws-answers', 0);
		const {session, stopRecording} = openSpoiledAws(sandbox, (answer) => spoil(random, answer));
		for (const read of readers) {
			await read(session);
		}

		stopRecording();
		await sandbox.close();
		return {
			async try(next) {
				random = next;
				const found = await random.pick(readers)(session);
				drawLines([JSON.stringify(found) ?? '']);
			},
			async close() {
				session.close();
				fs.rmSync(folder, {recursive: true});
			},
		};
	},
};
