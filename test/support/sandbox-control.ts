/** Calls the sandbox's own endpoints, such as `POST /_sandbox/keys`. */
export type SandboxControl = (method: string, target: string, body?: unknown) => Promise<unknown>;

/** One request to the sandbox's own endpoints, as they want it. */
export async function sendToSandbox(
	url: string,
	method: string,
	target: string,
	body?: unknown,
): Promise<Response> {
	return fetch(url + target, {
		method,
		headers: {'content-type': 'application/json'},
		...(body !== undefined && {body: JSON.stringify(body)}),
	});
}

/** The controls of the sandbox at this address; they reject where it refuses. */
export function sandboxControl(url: string): SandboxControl {
	return async (method, target, body) => {
		const response = await sendToSandbox(url, method, target, body);
		const answer: unknown = await response.json();
		if (!response.ok) {
			throw new Error(`${target}: ${JSON.stringify(answer)}`);
		}

		return answer;
	};
}
