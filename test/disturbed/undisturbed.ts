import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'vitest';
import {z} from 'zod';
import {sandboxStateFile} from '../../source/setups/home-folder.js';
import {writeSetupFile} from '../end-to-end/finished-setup.js';
import {homeSandbox} from '../end-to-end/home-sandbox.js';
import {freshHome, type FreshHome} from '../support/fresh-home.js';
import {accountAsData} from './account-as-data.js';
import {nameCalls} from './call-names.js';
import {type KindOfSetup} from './kinds-of-setup.js';
import {runHere} from './run-here.js';

const callSchema = z.object({
	service: z.string(),
	operation: z.string(),
	write: z.boolean(),
});
const savedSchema = z.object({setup: z.json()});

/** One call of an undisturbed run. `name` tells it from its like, such as `kms:CreateKey 1`. */
export type Call = z.infer<typeof callSchema> & {readonly name: string};

/** What an undisturbed run calls, in order, and what it leaves: in AWS and in the saved setup. */
export type Undisturbed = {
	readonly calls: readonly Call[];
	readonly left: unknown;
};

/** The command line that applies a setup file. */
export const applying = (file: string) => ['apply', '-f', file, '--yes'];

/** Runs apply to its end in this process, with nothing in its way. */
export async function undisturbed(kind: KindOfSetup): Promise<Undisturbed> {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const file = await writeSetupFile(home, await kind.prepare(aws.control));
	const {code, stderr} = await runHere(home, applying(file), aws.env);
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	const nameNext = nameCalls();
	const calls = z
		.array(callSchema)
		.parse(await aws.control('GET', '/_sandbox/calls'))
		.map((call) => ({...call, name: nameNext(call)}));
	return {calls, left: await leftIn(home)};
}

/** What a run leaves, as data: everything but ids, times and runs. */
export async function leftIn(home: FreshHome): Promise<unknown> {
	const file = path.join(home.setups, 'setups', 'production.json');
	const text = await readFile(file, 'utf8');
	// A key that the test made beforehand has another id each time.
	const plain = text.replaceAll(/(?<=:key\/)[\-0-9a-f]+/gv, 'id');
	const {setup} = savedSchema.parse(JSON.parse(plain));
	return {setup, ...(await accountAsData(sandboxStateFile(home.env)))};
}
