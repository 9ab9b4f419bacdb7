import {validateStatement} from '../../../source/guides/ekm/validate-statement.js';
import {validateAccountId, validateExternalId} from '../../../source/guides/secrets/workato-ids.js';
import {readProjectTable} from '../../../source/guides/secrets/project-table.js';
import {readPolicyText} from '../../../source/policy/read-policy-text.js';
import {checkStartUrl} from '../../../source/aws/profiles/sso-profile.js';
import {drawLines} from '../drawn.js';
import {mutateText} from '../mutate-text.js';
import {type FuzzedParser} from '../parser.js';
import {idSamples, policySamples, tableSamples} from '../samples.js';

const own = {account: '111122223333', partition: 'aws'};

/** Workato’s “Permission to access key”, as people paste it. */
export const statementPaste: FuzzedParser = {
	name: 'statement-paste',
	bound: 2000,
	cases: 100_000,
	open: () => ({
		try(random) {
			const text = mutateText(random, policySamples);
			const read = readPolicyText(text);
			const {summary, refusals, warnings, statements, tolerated} = validateStatement(text, own);
			if (!read.ok && (statements.length > 0 || refusals.length === 0)) {
				throw new Error('A text that cannot be read was not refused.');
			}

			drawLines([
				summary,
				...tolerated,
				...refusals.map(({message}) => message),
				...warnings.map(({message}) => message),
				JSON.stringify(statements, undefined, 2),
			]);
		},
	}),
};

/** Account IDs, external IDs and start URLs. */
export const idPaste: FuzzedParser = {
	name: 'id-paste',
	bound: 1000,
	cases: 100_000,
	open: () => ({
		try(random) {
			const text = mutateText(random, idSamples);
			const findings = [
				...validateAccountId(text, own.account),
				...validateExternalId(text, {
					name: mutateText(random, idSamples),
					scope: 'project',
				}),
			];
			const url = checkStartUrl(text);
			drawLines([
				...findings.flatMap(({message, hint, group = ''}) => [message, hint, group]),
				JSON.stringify(url),
			]);
		},
	}),
};

/** Project tables from a spreadsheet or a CSV file. */
export const tablePaste: FuzzedParser = {
	name: 'table-paste',
	bound: 5000,
	cases: 100_000,
	open: () => ({
		try(random) {
			const table = readProjectTable(mutateText(random, tableSamples));
			drawLines([JSON.stringify(table)]);
			drawLines(Object.values(table).flatMap((value) => texts(value)));
		},
	}),
};

function texts(value: unknown): string[] {
	if (typeof value === 'string') {
		return [value];
	}

	return typeof value === 'object' && value !== null
		? Object.values(value).flatMap((inner) => texts(inner))
		: [];
}
