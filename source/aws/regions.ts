import {closest, distance} from 'fastest-levenshtein';
import {quoteText} from '../terminal/foreign-text.js';
import {cleanLine} from '../terminal/text.js';

/*
Regions as the SDK's endpoint data names them (partitions.json, 2026-11). A region that is missing here still works:
the list only serves to spot typing errors, so it is never a reason to refuse.
*/
const regions = [
	'us-east-1',
	'us-east-2',
	'us-west-1',
	'us-west-2',
	'ca-central-1',
	'ca-west-1',
	'mx-central-1',
	'sa-east-1',
	'eu-central-1',
	'eu-central-2',
	'eu-west-1',
	'eu-west-2',
	'eu-west-3',
	'eu-north-1',
	'eu-south-1',
	'eu-south-2',
	'af-south-1',
	'me-central-1',
	'me-south-1',
	'il-central-1',
	'ap-east-1',
	'ap-east-2',
	'ap-south-1',
	'ap-south-2',
	'ap-northeast-1',
	'ap-northeast-2',
	'ap-northeast-3',
	'ap-southeast-1',
	'ap-southeast-2',
	'ap-southeast-3',
	'ap-southeast-4',
	'ap-southeast-5',
	'ap-southeast-6',
	'ap-southeast-7',
	'us-gov-east-1',
	'us-gov-west-1',
	'cn-north-1',
	'cn-northwest-1',
	'eusc-de-east-1',
];

/** Every region this program knows by name, for choosing from a list. */
export const knownRegions: readonly string[] = regions;

/** The partition of a region (`aws`, `aws-us-gov`, `aws-cn`, `aws-eusc`), from its name alone. */
export function partitionOfRegion(region: string): string {
	if (region.startsWith('us-gov-')) {
		return 'aws-us-gov';
	}

	if (region.startsWith('cn-')) {
		return 'aws-cn';
	}

	return region.startsWith('eusc-') ? 'aws-eusc' : 'aws';
}

/** Whether a text has the form of a region's name. */
export const isRegionForm = (text: string): boolean => /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/v.test(text);

/**
Says what is wrong with a region's name, or nothing. What has the form of one is only refused where its direction is no word
and a known region is one or two letters away: the SDK would build a host for it and fail as if the network were down.
*/
export function regionProblem(region: string): string | undefined {
	if (!isRegionForm(region)) {
		return `${quoteText(region)} is not a region's name. ${meantBy(region)}`;
	}

	const near = nearest(region);
	return near !== undefined && !compass.test(region.split('-').at(-2) ?? '')
		? `There is no region ${quoteText(region)}. Did you mean ${near}?`
		: undefined;
}

/** What to tell beside a region that this version has never heard of, and uses all the same; nothing for a known one. */
export function regionDoubt(region: string): string | undefined {
	if (regions.includes(region)) {
		return undefined;
	}

	const near = nearest(region);
	return `This version knows no region ${quoteText(region)}; AWS may.${near === undefined ? '' : ` Did you mean ${near}?`}`;
}

/** The known region that is one or two letters away from another name. */
function nearest(region: string): string | undefined {
	const near = closest(region, regions);
	return near !== region && distance(near, region) <= 2 ? near : undefined;
}

// A zone carries the name of its region: us-east-1a, us-west-2-lax-1a.
function meantBy(text: string): string {
	const plain = text.trim().toLowerCase();
	const {region} =
		/^(?<region>[a-z]{2,4}(?:-[a-z]+)+-\d+)(?:[a-z]|-[a-z]+\d?-.*)$/v.exec(plain)?.groups ?? {};
	if (region !== undefined) {
		return `It is the name of a zone in ${region}: give that.`;
	}

	return isRegionForm(plain) ? `Did you mean ${plain}?` : 'Give one such as us-east-1.';
}

const compass = /^(?:north|south)?(?:east|west)$|^(?:north|south|central)$/v;
/*
IAM identities are not known across partitions (AWS fault-isolation whitepaper): a policy cannot name a principal of
another one.
*/
export const partitionNames = new Map([
	['aws', 'standard AWS'],
	['aws-us-gov', 'AWS GovCloud (US)'],
	['aws-cn', 'AWS China'],
	['aws-eusc', 'the AWS European Sovereign Cloud'],
]);
export const nameOf = (partition: string) =>
	partitionNames.get(partition) ?? `the partition ${cleanLine(partition)}`;
/**
Says, before any work is done, that keys and roles of this partition cannot trust Workato; nothing when they can.
`partition` comes from the caller's ARN. Workato's accounts are in the partition `aws`; `workato` says otherwise, such as
the partition of the principal in the pasted statement.
*/

export function partitionProblem(partition: string, workato = 'aws'): string | undefined {
	if (partition === workato) {
		return undefined;
	}

	const here = nameOf(partition);
	const there = nameOf(workato);
	return (
		`This account is in ${here}, and Workato’s account is in ${there}. AWS keeps the two apart: ` +
		'a key or role here cannot trust an account there, so the setup cannot work. ' +
		`Use an account in ${there}, or ask Workato whether it has an account in ${here}.`
	);
}
