import {Buffer} from 'node:buffer';
import {type Answer} from './answer.js';

/**
AWS's public status feed as it comes over the wire: a JSON array of events in UTF-16, big-endian, with a byte-order mark
(aws.md 3.10). `outages` is region → what is wrong; empty means that all is well.
*/
export const statusFeed = (outages: ReadonlyMap<string, string>): Answer => {
	const events = [...outages].map(([region, summary]) => ({
		arn: `arn:aws:health:${region}::event/KMS/AWS_KMS_OPERATIONAL_ISSUE/AWS_KMS_OPERATIONAL_ISSUE_PRACTICE`,
		date: String(Math.floor(Date.now() / 1000)),
		region_name: region,
		service: `kms-${region}`,
		service_name: 'AWS Key Management Service',
		status: '1',
		summary,
	}));
	const body = Buffer.from(
		`\u{FEFF}${JSON.stringify(events)}`,
		'utf16le',
	).swap16();
	return {
		status: 200,
		headers: {'content-type': 'application/json;charset=UTF-16'},
		body,
	};
};
