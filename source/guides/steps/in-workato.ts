import {useEffect, useEffectEvent, useState} from 'react';
import {type CopyOutcome} from '../../terminal/clipboard.js';
import {type Tools, useTools} from '../../terminal/tools.js';
import {keyManagementLink} from '../../workato/data-centres.js';
import {openPage} from '../step-frame.js';
import {type QuestionKey, type StatusMessage} from '../../ui/question.js';

/** Puts a text on the clipboard once it is known, and again when `copyAgain` is called; `copied` says how that went. */
export function useCopied(text: string | undefined): {
	copied: StatusMessage | undefined;
	copyAgain: () => Promise<void>;
} {
	const tools = useTools();
	const [copied, setCopied] = useState<StatusMessage>();
	const copyAgain = async () => {
		if (text !== undefined) {
			setCopied(copyNotice(await tools.copy(text)));
		}
	};

	const copyFirst = useEffectEvent(copyAgain);
	useEffect(() => {
		void copyFirst();
	}, [text]);
	return {copied, copyAgain};
}

/** How copying went. “Copied” is said only when it was. */
export function copyNotice({state, detail}: CopyOutcome): StatusMessage {
	const kinds = {copied: 'success', sent: 'info', failed: 'warning'} as const;
	return {kind: kinds[state], text: detail};
}

/** Asks the sandbox's Workato at this address. Rejects when the sandbox is gone. */
export async function callSandbox(
	endpoint: string,
	path: string,
	body?: unknown,
): Promise<unknown> {
	const response = await fetch(new URL(path, endpoint), {
		...(body !== undefined && {
			method: 'POST',
			headers: {'content-type': 'application/json'},
			body: JSON.stringify(body),
		}),
	});
	return response.json();
}

/** The key that opens Workato's page for keys and secrets; none while its address is not known. */
export function openWorkatoKeys(
	tools: Pick<Tools, 'open'>,
	host: string | undefined,
): QuestionKey[] {
	return host === undefined
		? []
		: [
				{
					key: 'Ctrl+O',
					does: 'open Workato',
					async press({notify}) {
						notify(await openPage(tools, keyManagementLink(host)));
					},
				},
			];
}

type Reply = {readonly accepted: boolean; readonly message: string};

/** Gives something to the practice Workato, and keeps what it says; nothing while it has not said it yet. */
export function useSandboxReply(): {
	reply: (StatusMessage & {readonly accepted: boolean}) | undefined;
	isTrying: boolean;
	attempt: (request: () => Promise<Reply>) => Promise<void>;
} {
	const [reply, setReply] = useState<Reply>();
	const [isTrying, setIsTrying] = useState(false);
	return {
		reply:
			reply && !isTrying
				? {
						kind: reply.accepted ? 'success' : 'problem',
						text: `Workato (practice): ${reply.message}`,
						accepted: reply.accepted,
					}
				: undefined,
		isTrying,
		async attempt(request) {
			setIsTrying(true);
			try {
				setReply(await request());
			} catch (error) {
				setReply({accepted: false, message: describeError(error)});
			}

			setIsTrying(false);
		},
	};
}

/** What an error says. */
export function describeError(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
