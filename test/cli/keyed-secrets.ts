import {z} from 'zod';
import {makeRole} from './many-projects.js';
import {type openEndpoint} from './run-tool.js';

const arnsAnswer = z.object({arns: z.array(z.string())});
const page = z.object({externalId: z.string()});

type Endpoint = Awaited<ReturnType<typeof openEndpoint>>;

/** How the secrets of two projects are encrypted, and what they are chosen by. */
export type Kind = {
	keys: readonly number[];
	isForeign?: boolean;
	isPrefix?: boolean;
	isUsed?: boolean;
};

/** Makes the secrets, one for each key and one under AWS's own, and gives the setup file and the keys of each project. */
export async function keyedSecrets(endpoint: Endpoint, {keys, isForeign, isPrefix, isUsed}: Kind) {
	const {control} = endpoint;
	const names = keys.map((_count, index) => `Team-${index + 1}`);
	await control('POST', '/_workato/projects', {names});
	const made = await Promise.all(
		names.map(async (name, index) => {
			const {arns} =
				keys[index] === 0
					? {arns: []}
					: arnsAnswer.parse(
							await control('POST', '/_sandbox/keys', {
								count: keys[index],
								...(isForeign && {account: '444455556666'}),
							}),
						);
			const secrets: string[] = [];
			for (const [number, kmsKeyId] of [undefined, ...arns].entries()) {
				const answer = await control('POST', '/_sandbox/secrets', {
					name: `${name}/db${number}`,
					...(kmsKeyId !== undefined && {kmsKeyId}),
				});
				secrets.push(...arnsAnswer.parse(answer).arns);
			}

			const {externalId} = page.parse(
				await control('GET', `/_workato/secrets-manager?project=${name}`),
			);
			if (isUsed) {
				await makeRole(endpoint, `Used-${index}`, [{Service: 'lambda.amazonaws.com'}]);
			}

			return {
				keys: arns.toSorted(),
				project: {
					name,
					externalId,
					secrets: isPrefix ? {prefix: `${name}/`} : secrets,
					...(isUsed && {role: {use: `Used-${index}`}}),
				},
			};
		}),
	);
	return {
		keys: made.map((each) => each.keys),
		setup: {
			guide: 'secrets',
			name: 'production',
			region: 'us-east-1',
			scope: 'project',
			workatoAccountId: '999988887777',
			projects: made.map(({project}) => project),
		},
	};
}
