import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {z} from 'zod';
import {rateOf} from '../../source/aws/rate-limit.js';
import {homeSandbox} from '../end-to-end/home-sandbox.js';
import {runProgram} from '../end-to-end/run-program.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {freshHome} from '../support/fresh-home.js';
import {type Figure} from './figure.js';

const notePeak = fileURLToPath(new URL('note-peak.js', import.meta.url));

/** How many calls a second IAM is asked for at most. */
const {perSecond: iamPerSecond} = rateOf('iam');

const callsSchema = z.array(z.object({service: z.string()}));

/** What a check of 1,000 projects takes of time, against what its calls take at the rate that IAM is asked at, and of memory. */
export async function measureThousandProjects(): Promise<Figure[]> {
	const few = await checkOf(20);
	const many = await checkOf(1000);
	// Not while time is taken: the collections would lengthen it.
	const [heldFew, heldMany] = [
		await checkOf(20, '--expose-gc'),
		await checkOf(1000, '--expose-gc'),
	];
	const weight = heldMany.megabytes - heldFew.megabytes;
	return [
		{
			name: 'Check of 1,000 projects not made yet',
			value: many.seconds,
			unit: 's',
			reference: {
				name: `its ${many.iamCalls} calls of IAM at ${iamPerSecond} a second`,
				value: many.iamCalls / iamPerSecond,
			},
			target: {of: 'ratio', most: 1.15},
		},
		{
			name: 'Peak memory of it, without what is held for the answers',
			value: many.megabytes - weight,
			unit: 'MB',
			reference: {name: '20 projects', value: few.megabytes},
			target: {of: 'ratio', most: 1.3},
			note: `${many.megabytes.toFixed(1)} MB in all.`,
		},
		{
			name: 'Held of that at most, once the rubbish is collected',
			value: heldMany.megabytes,
			unit: 'MB',
			reference: {name: '20 projects', value: heldFew.megabytes},
			note: `${weight.toFixed(1)} MB more for the answers, their rows and the report; the rest of the peak is rubbish that V8 has no reason to collect.`,
		},
	];
}

/** Memory is the most that was taken; with `--expose-gc` the most that was held. */
async function checkOf(count: number, ...flags: string[]) {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	openSetupStore(path.join(home.setups, 'setups')).create({
		guide: 'secrets',
		name: 'production',
		region: 'us-east-1',
		scope: 'project',
		workatoAccountId: '999988887777',
		projects: Array.from({length: count}, (_unused, n) => ({
			name: `Team-${n}`,
			externalId: `workato_iam_external_id_${10_000 + n}_${20_000 + n}`,
			secrets: [`arn:aws:secretsmanager:us-east-1:111122223333:secret:Team-${n}/db-AbCdEf`],
		})),
	});
	await aws.control('DELETE', '/_sandbox/calls');
	const file = path.join(home.home, 'peak');
	const start = performance.now();
	const {code, stderr} = await runProgram(home, ['check', '--json'], {
		env: {...aws.env, NODE_OPTIONS: [...flags, `--import=${notePeak}`].join(' '), PEAK_FILE: file},
	});
	const seconds = (performance.now() - start) / 1000;
	// The roles are not there: that fails, and everything was looked at.
	if (code !== 1) {
		throw new Error(`check ended with ${code}: ${stderr}`);
	}

	const calls = callsSchema.parse(await aws.control('GET', '/_sandbox/calls'));
	return {
		seconds,
		megabytes: Number(await readFile(file, 'utf8')) / 1024,
		iamCalls: calls.filter(({service}) => service === 'iam').length,
	};
}
