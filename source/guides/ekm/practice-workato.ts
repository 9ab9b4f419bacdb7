import * as z from 'zod';

/** The sandbox's Workato: it shows a statement to copy, and tries a key when “Update key” is clicked. */
export type PracticeWorkato = {
	permissionToAccessKey: () => Promise<string>;
	updateKey: (
		keyArn: string,
		principal: string,
	) => Promise<{accepted: boolean; message: string}>;
};

const statementAnswer = z.object({statement: z.string()});
const updateAnswer = z.object({accepted: z.boolean(), message: z.string()});

/** Talks to the sandbox at this address. Rejects when the sandbox is gone. */
export function practiceWorkato(endpoint: string): PracticeWorkato {
	return {
		async permissionToAccessKey() {
			const response = await fetch(
				new URL('/_workato/permission-to-access-key', endpoint),
			);
			return statementAnswer.parse(await response.json()).statement;
		},
		async updateKey(keyArn, principal) {
			const response = await fetch(new URL('/_workato/update-key', endpoint), {
				method: 'POST',
				headers: {'content-type': 'application/json'},
				body: JSON.stringify({keyArn, principal}),
			});
			return updateAnswer.parse(await response.json());
		},
	};
}
