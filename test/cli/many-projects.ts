import {CreateRoleCommand, GetRoleCommand, IAMClient, ListRolesCommand} from '@aws-sdk/client-iam';
import {z} from 'zod';
import {type openEndpoint} from './run-tool.js';

type Endpoint = Awaited<ReturnType<typeof openEndpoint>>;

const page = z.object({accountId: z.string(), externalId: z.string()});
const arnsAnswer = z.object({arns: z.array(z.string())});
const trial = z.object({accepted: z.boolean()});

/** Makes projects in the endpoint's Workato, each with a secret, and gives the setup file that is for them. */
export async function manyProjects({control}: Pick<Endpoint, 'control'>, count: number) {
	await control('POST', '/_workato/projects', {
		names: Array.from({length: count}, (_unused, n) => `Team-${n + 1}`),
	});
	const projects = await Promise.all(
		Array.from({length: count}, async (_unused, n) => {
			const name = `Team-${n + 1}`;
			const {externalId} = page.parse(
				await control('GET', `/_workato/secrets-manager?project=${name}`),
			);
			const {arns} = arnsAnswer.parse(
				await control('POST', '/_sandbox/secrets', {name: `${name}/db`}),
			);
			return {name, externalId, secrets: arns};
		}),
	);
	return {
		guide: 'secrets',
		name: 'production',
		region: 'us-east-1',
		scope: 'project',
		workatoAccountId: '999988887777',
		projects,
	};
}

/** Whether the endpoint's Workato can use each of these roles. */
export async function tryRoles(
	{control}: Endpoint,
	roles: Readonly<Record<string, string>>,
): Promise<boolean[]> {
	const answers: boolean[] = [];
	for (const [project, roleArn] of Object.entries(roles)) {
		const answer = await control('POST', '/_workato/add-role', {
			project,
			roleArn,
		});
		answers.push(trial.parse(answer).accepted);
	}

	return answers;
}

/** The names of the roles for those projects that are there, each once. */
export async function rolesThere({url}: Endpoint): Promise<string[]> {
	// The keys are in this process's environment.
	const iam = new IAMClient({
		region: 'us-east-1',
		endpoint: url,
	});
	const {Roles = []} = await iam.send(new ListRolesCommand({MaxItems: 1000}));
	iam.destroy();
	return Roles.flatMap(({RoleName = ''}) =>
		RoleName.startsWith('Workato-Team') ? [RoleName] : [],
	);
}

/** Makes a role that trusts these, as somebody else would have. */
export async function makeRole(
	{url}: Endpoint,
	name: string,
	principals: ReadonlyArray<Record<string, string>>,
): Promise<void> {
	const iam = new IAMClient({region: 'us-east-1', endpoint: url});
	await iam.send(
		new CreateRoleCommand({
			RoleName: name,
			AssumeRolePolicyDocument: JSON.stringify({
				Version: '2012-10-17',
				Statement: principals.map((Principal) => ({
					Effect: 'Allow',
					Principal,
					Action: 'sts:AssumeRole',
				})),
			}),
		}),
	);
	iam.destroy();
}

const trust = z.object({Statement: z.array(z.object({Principal: z.json()}))});

/** Whom a role trusts, statement by statement. */
export async function trustedBy({url}: Endpoint, name: string) {
	const iam = new IAMClient({region: 'us-east-1', endpoint: url});
	const {Role} = await iam.send(new GetRoleCommand({RoleName: name}));
	iam.destroy();
	const text = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
	return trust.parse(JSON.parse(text)).Statement.map(({Principal}) => Principal);
}
