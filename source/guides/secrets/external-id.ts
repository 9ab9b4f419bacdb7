/** What an external ID of Workato tells: its workspace, and its project unless it is the workspace's own. */
export type ExternalId = {workspace: string; project?: string};

/** Workato's form of it: workato_iam_external_id_<workspace> or …_<workspace>_<project> (facts/workato.md 1.4). */
export function parseExternalId(text: string): ExternalId | undefined {
	const found =
		/^workato_iam_external_id_(?<workspace>\d+)(?:_(?<project>\d+))?$/v.exec(
			text,
		)?.groups;
	return found?.workspace === undefined
		? undefined
		: {
				workspace: found.workspace,
				...(found.project !== undefined && {project: found.project}),
			};
}

/** Whether a text is, or is meant to be, an external ID of Workato. */
export function looksLikeExternalId(text: string): boolean {
	return /workato[\s\-_]*iam[\s\-_]*external/iv.test(text);
}

/** Whether a text is, or is meant to be, an AWS account ID: 12 digits, alone, grouped, or in an ARN. */
export function looksLikeAccountId(text: string): boolean {
	return (
		/^\d{4}[\s\-]?\d{4}[\s\-]?\d{4}$/v.test(text) ||
		/^arn:[\-a-z]+:iam::\d{12}:/v.test(text)
	);
}

/** Both values out of a text that was copied from Workato's page in one go; nothing unless it holds exactly one of each. */
export function findBothIds(
	text: string,
): {accountId: string; externalId: string} | undefined {
	const form = /\bworkato_iam_external_id_\d+(?:_\d+)?\b/gv;
	const externalIds = text.match(form) ?? [];
	const accounts =
		text.replaceAll(form, ' ').match(/\b\d{4}[ \-]?\d{4}[ \-]?\d{4}\b/gv) ?? [];
	const [[externalId, otherId], [account, otherAccount]] = [
		externalIds,
		accounts,
	];
	return externalId === undefined ||
		account === undefined ||
		otherId !== undefined ||
		otherAccount !== undefined
		? undefined
		: {accountId: account.replaceAll(/\D/gv, ''), externalId};
}
