import {IAMClient} from '@aws-sdk/client-iam';
import {KMSClient} from '@aws-sdk/client-kms';
import {onTestFinished} from 'vitest';
import {manyProjects} from '../../cli/many-projects.js';
import {openEndpoint, openHome, setupFields} from '../../cli/run-tool.js';
import {accountState} from './account-state.js';

/** Long after the setups of these tests were applied: a key that was not used is quiet by then. */
export const later = new Date('2027-03-01T10:00:00.000Z');

/** An AWS, a home with commands, and the account's state as data. */
export async function openScene() {
	const endpoint = await openEndpoint();
	const env = endpoint.environment;
	const home = openHome();
	// The keys are in this process’s environment.
	const place = {region: 'us-east-1', endpoint: endpoint.url};
	const session = {kms: new KMSClient(place), iam: new IAMClient(place)};
	onTestFinished(() => {
		session.kms.destroy();
		session.iam.destroy();
	});
	/** Runs a command of the program against that AWS. */
	const run = async (args: readonly string[], more: Parameters<typeof home.run>[1] = {}) =>
		home.run(args, {...more, env});
	const apply = async (fields: unknown) => run(['apply', '-f', home.write(fields), '--yes']);
	return {
		endpoint,
		session,
		run,
		apply,
		home,
		state: async () => accountState(session),
		projects: async (count: number) => manyProjects(endpoint, count),
		newKey: setupFields,
	};
}
