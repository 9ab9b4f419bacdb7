import {Buffer} from 'node:buffer';
import {Readable} from 'node:stream';
import {text} from 'node:stream/consumers';
import {NodeHttpHandler} from '@smithy/node-http-handler';
import {afterReading, checkAnswer} from '../../source/aws/answers.js';
import {clientSettings} from '../../source/aws/settings.js';
import {sandboxCredentials} from '../../source/aws/credential-provider.js';
import {type SandboxEndpoint} from '../../source/aws/endpoints.js';
import {
	type AwsClient,
	type AwsSession,
	type ClientConfig,
	type ClientKind,
} from '../../source/aws/session.js';

/** An answer as it comes over the wire. */
export type WireAnswer = {status: number; body: string};

type Request = {headers: Record<string, string>; body?: unknown};

/**
A session whose every answer goes through a function first, read by the SDK itself. While `record` is on, AWS is asked
and its answers are remembered by their question; afterwards nobody is asked.
*/
export function openSpoiledAws(
	{url, environment}: SandboxEndpoint,
	spoil: (answer: WireAnswer) => WireAnswer,
): {session: AwsSession; stopRecording: () => void} {
	const wire = new NodeHttpHandler();
	const answers = new Map<string, WireAnswer & {type: string}>();
	const operations = new Map<string, string>();
	let isRecording = true;
	const respond = async (request: Parameters<typeof wire.handle>[0]) => {
		const question = questionOf(request);
		const operation = operationOf(question);
		if (isRecording) {
			const {response} = await wire.handle(request);
			const stream: unknown = response.body;
			const body = stream instanceof Readable ? await text(stream) : String(stream);
			const type = response.headers['content-type'] ?? '';
			answers.set(question, {status: response.statusCode, body, type});
			operations.set(operation, question);
			return reply({status: response.statusCode, body}, type);
		}

		const known = answers.get(question) ?? answers.get(operations.get(operation) ?? '');
		return reply(
			spoil(known ?? {status: 400, body: '{"__type":"NotFoundException"}'}),
			known?.type ?? 'application/x-amz-json-1.1',
		);
	};

	const config: ClientConfig = {
		...clientSettings({}, undefined, true),
		region: 'us-east-1',
		endpoint: url,
		ignoreConfiguredEndpointUrls: true,
		maxAttempts: 1,
		userAgentAppId: 'workato-aws',
		credentials: sandboxCredentials({url, environment}),
		requestHandler: {handle: respond},
	};
	const clients = new Map<unknown, AwsClient>();
	const open = <Client extends AwsClient>(Kind: ClientKind<Client>) => {
		const known = clients.get(Kind);
		if (known instanceof Kind) {
			return known;
		}

		const client = new Kind(config);
		clients.set(Kind, client);
		client.middlewareStack.add(checkAnswer, afterReading);
		return client;
	};

	return {
		session: {
			region: 'us-east-1',
			sandbox: true,
			// AWS's own status page must not be asked over the network in every case.
			endpoint: url,
			client: open,
			once: open,
			source: async () => 'the sandbox',
			close() {
				wire.destroy();
			},
		},
		stopRecording() {
			isRecording = false;
		},
	};
}

function questionOf({headers, body}: Request): string {
	const words = body instanceof Uint8Array ? new TextDecoder().decode(body) : body;
	return `${headers['x-amz-target'] ?? ''} ${String(words)}`;
}

function operationOf(question: string): string {
	return /\.\w+ |Action=\w+/v.exec(question)?.[0] ?? '';
}

function reply({status, body}: WireAnswer, type: string) {
	return {
		response: {
			statusCode: status,
			headers: {'content-type': type},
			body: new Uint8Array(Buffer.from(body)),
		},
	};
}
