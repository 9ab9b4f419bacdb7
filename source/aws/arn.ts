/** The parts of an ARN. */
export type Arn = {
	partition: string;
	service: string;
	region: string;
	account: string;
	resource: string;
};

/** Takes an ARN apart; `undefined` when the text is not one. Nothing is trimmed: a stray space is a fault to be shown. */
export function parseArn(text: string): Arn | undefined {
	const match = /^arn:([\-a-z]+):([\d\-a-z]+):([\d\-a-z]*):(\d{12}|aws)?:(\S+)$/v.exec(text);
	if (!match) {
		return undefined;
	}

	const [, partition = '', service = '', region = '', account = '', resource = ''] = match;
	return {partition, service, region, account, resource};
}

/** The ARN of a KMS key, taken apart; `undefined` for aliases, key IDs and anything else. */
export function parseKeyArn(text: string): (Arn & {keyId: string}) | undefined {
	const arn = parseArn(text);
	if (arn?.service !== 'kms' || !arn.resource.startsWith('key/')) {
		return undefined;
	}

	const keyId = arn.resource.slice('key/'.length);
	return /^[\d\-a-z]+$/iv.test(keyId) ? {...arn, keyId} : undefined;
}

/** The role's name in a session's ARN (`arn:aws:sts::…:assumed-role/NAME/SESSION`), else nothing. */
export function sessionRoleName(arn: string): string | undefined {
	return /^arn:[\-a-z]+:sts::\d{12}:assumed-role\/([^\/]+)\//v.exec(arn)?.[1];
}
