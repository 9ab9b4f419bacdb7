/** A part of a text: as it stands, or the partition or number of the account it will be used in. */
export type Piece = string | {own: 'partition' | 'account'};

/**
Cuts a text at each ARN that lies in an account, so that its partition and account can be filled in later. Everything
else stays as it is; no two texts follow one another.
*/
export function cutAtOwnAccount(
	text: string,
	{account, partition}: {account: string; partition: string},
): Piece[] {
	const arns = new RegExp(
		String.raw`arn:${partition}(:[\da-z\-]*:[\da-z\-]*:)${account}(?=:)`,
		'gv',
	);
	const pieces: Piece[] = [];
	let rest = 0;
	for (const match of text.matchAll(arns)) {
		pieces.push(
			`${text.slice(rest, match.index)}arn:`,
			{own: 'partition'},
			match[1] ?? '',
			{own: 'account'},
		);
		rest = match.index + match[0].length;
	}

	const last = text.slice(rest);
	return last === '' && pieces.length > 0 ? pieces : [...pieces, last];
}
