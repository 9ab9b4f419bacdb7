import {once} from 'node:events';
import http from 'node:http';
import {developerApi, WorkatoError} from '../../../source/workato/developer-api.js';
import {drawLines, wordsOfRefusal} from '../drawn.js';
import {mutateJson} from '../mutate-json.js';
import {mutateText} from '../mutate-text.js';
import {type FuzzedParser} from '../parser.js';

const token = 'wrkaus-marked-token';

const answers = [
	{id: 12_345, name: 'Workspace', email: 'me@example.com'},
	[{id: 1, name: 'WorkatoDB', folder_id: 2, description: 'x'}],
	{success: true},
	{error: 'Unauthorized'},
];

/** What Workato's Developer API answers, over HTTP. */
export const workatoAnswers: FuzzedParser = {
	name: 'workato-answers',
	bound: 5000,
	cases: 100_000,
	async open() {
		let answer = {status: 200, body: ''};
		const server = http.createServer((_, response) => {
			response.writeHead(answer.status, {'content-type': 'application/json'});
			response.end(answer.body);
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const place = server.address();
		const port = typeof place === 'object' ? (place?.port ?? 0) : 0;
		const api = developerApi({
			address: new URL(`http://127.0.0.1:${port}`),
			token,
			env: {},
		});
		return {
			async try(random) {
				const value = random.pick(answers);
				answer = {
					status: random.oneIn(4)
						? random.pick([201, 301, 400, 401, 403, 404, 429, 500, 503])
						: 200,
					body: random.oneIn(3)
						? mutateText(random, [JSON.stringify(value)])
						: (JSON.stringify(mutateJson(random, value)) ?? ''),
				};
				const calls = [
					async () => api.me(),
					async () => api.projects(),
					async () => api.clearCache(),
				];
				try {
					const said = await random.pick<() => Promise<unknown>>(calls)();
					drawLines([JSON.stringify(said) ?? '']);
				} catch (error) {
					const words = wordsOfRefusal(error, WorkatoError);
					if (words.join(' ').includes(token)) {
						throw new Error('An error shows the token.', {cause: error});
					}

					drawLines(words);
				}
			},
			async close() {
				server.closeAllConnections();
				server.close();
			},
		};
	},
};
